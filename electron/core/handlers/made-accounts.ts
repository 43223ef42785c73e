import { connect as connectTls } from 'node:tls'
import type { MailAccountInput } from '#shared/contract/mail.ts'
import { loginName } from '#shared/model/login-name.ts'
import type { CertificateTrust } from '#shared/model/mail.ts'
import type { RunState } from '#shared/model/run.ts'
import { certificateFingerprint } from '../mail/tls-upgrade.ts'
import { defaultPorts } from '../mail/scenario-input.ts'
import type { SshSession } from '../ssh/session.ts'
import type { Store } from '../store/store.ts'
import type { HostLines } from './host-lines.ts'

const patience = 5000

/** Keeps the built-in client's accounts in step with the mailboxes that runs make. */
export class MadeAccounts {
  readonly #store: Store
  readonly #lines: HostLines
  readonly #now: () => Date

  constructor(store: Store, lines: HostLines, now: () => Date) {
    this.#store = store
    this.#lines = lines
    this.#now = now
  }

  /** After a run that ended well: an account for each mailbox of its plan; after an undo: without those that it had made. */
  async follow(hostId: string, runId: string, state: RunState): Promise<void> {
    if (state === 'undone') this.#store.mailAccounts.removeOfPlan(runId)
    if (state !== 'done') return
    const plan = this.#store.plans.find(runId)
    if (plan === null || plan.hostId !== hostId) return
    const passwords = this.#store.plans.passwords(runId)
    const { spec } = plan.view
    const { address: host } = this.#store.hosts.get(hostId)
    const trust = await this.#lines.use(hostId, certificateTrust)
    for (const { name } of spec.mailboxes) {
      const address = `${name}@${spec.domain}`
      const password = passwords.get(name)?.reveal('login')
      const server = { host, serverName: spec.hostname, trust }
      const input: MailAccountInput = {
        hostId,
        address,
        login: loginName(spec, name),
        smtp: { ...server, port: defaultPorts.submission, tls: 'starttls' },
        pop3: { ...server, port: defaultPorts.pop3s, tls: 'implicit' },
        ...(password === undefined ? {} : { password }),
      }
      this.#store.mailAccounts.putFromPlan(runId, input, this.#now())
    }
  }
}

/**
 * Trusts the certificate that the server shows to itself, which SSH vouches for: nobody between here and there can show
 * another one unnoticed. Where it shows none, the system's authorities decide.
 */
export async function certificateTrust(session: SshSession): Promise<CertificateTrust> {
  const sha256 = await shownCertificate(session).catch(() => '')
  return sha256 === '' ? { kind: 'system' } : { kind: 'pinned', sha256 }
}

async function shownCertificate(session: SshSession): Promise<string> {
  const stream = await session.dial('127.0.0.1', defaultPorts.pop3s, AbortSignal.timeout(patience))
  return new Promise((resolve, reject) => {
    // The certificate is only looked at here; the client compares it with what the outside sees.
    const socket = connectTls({ socket: stream, rejectUnauthorized: false })
    socket.setTimeout(patience, () => socket.destroy(new Error('no handshake')))
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      resolve(certificateFingerprint(socket))
      socket.destroy()
    })
  })
}
