import { fail } from '#shared/fail.ts'
import type { CertificateTrust } from '#shared/model/mail.ts'
import type { MailboxSpec, ServerSpec } from '#shared/model/server-spec.ts'
import { Secret } from '#shared/secret.ts'
import { dialDirect } from '#core/mail/dial.ts'
import { defaultPorts, type MailTestInput } from '#core/mail/scenario-input.ts'
import { runAsRoot } from '#core/ssh/root.ts'
import { sh } from '#core/ssh/quote.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { connect as connectTls } from 'node:tls'

/** The mailbox to test: the one named, else the first whose password the description tells. */
export function chooseMailbox(
  spec: ServerSpec,
  name: string | undefined,
): MailboxSpec & { password: string } {
  const wanted = spec.mailboxes.filter((mailbox) =>
    name === undefined ? true : mailbox.name === name || `${mailbox.name}@${spec.domain}` === name,
  )
  if (wanted.length === 0) throw fail('mailboxNotInSpec', { mailbox: name ?? '–' })
  for (const { name: found, password } of wanted) if (password !== undefined) return { name: found, password }
  throw fail('mailboxPasswordMissing', { mailbox: wanted[0]?.name ?? '' })
}

/** What the mail test needs, for a server that is connected to over SSH. */
export async function mailTestInput(
  session: SshSession,
  address: string,
  spec: ServerSpec,
  mailbox: { name: string; password: string },
): Promise<MailTestInput> {
  const full = `${mailbox.name}@${spec.domain}`
  const alias = aliasFor(spec, mailbox.name)
  return {
    address,
    hostname: spec.hostname,
    mailbox: {
      login: spec.accounts === 'virtual' ? full : mailbox.name,
      address: full,
      password: new Secret(mailbox.password),
    },
    alias: alias === null ? null : { address: `${alias}@${spec.domain}` },
    trust: await certificateTrust(session),
    directDial: dialDirect(),
    tunnelDial: session.dial,
    deliveryLog: async (queueId) => {
      const program = sh`journalctl -q -o cat --since=-10min -g ${queueId}`
      return (await runAsRoot(session, program)).output.toString('utf8')
    },
  }
}

/** An alias that leads to this mailbox, best one that leads nowhere else. */
function aliasFor(spec: ServerSpec, mailbox: string): string | null {
  const own = [mailbox, `${mailbox}@${spec.domain}`]
  const fitting = spec.aliases.filter(({ to }) => to.some((target) => own.includes(target)))
  const [best] = fitting.toSorted((a, b) => a.to.length - b.to.length)
  return best?.name ?? null
}

/**
 * Trusts the certificate that the server shows to itself, which SSH vouches for: nobody between here and there can show
 * another one unnoticed. Where it shows none, the system's authorities decide.
 */
async function certificateTrust(session: SshSession): Promise<CertificateTrust> {
  const sha256 = await shownCertificate(session).catch(() => null)
  return sha256 === null ? { kind: 'system' } : { kind: 'pinned', sha256 }
}

async function shownCertificate(session: SshSession): Promise<string | null> {
  const stream = await session.dial('127.0.0.1', defaultPorts.pop3s, AbortSignal.timeout(5000))
  return new Promise((resolve, reject) => {
    // The certificate is only looked at here; the test compares it with what the outside sees.
    const socket = connectTls({ socket: stream, rejectUnauthorized: false })
    socket.setTimeout(5000, () => socket.destroy(new Error('no handshake')))
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? null)
      socket.destroy()
    })
  })
}
