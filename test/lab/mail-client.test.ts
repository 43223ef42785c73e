import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dialDirect } from '#core/mail/dial.ts'
import {
  deleteFromMailbox,
  listMailbox,
  type MailAccount,
  readMailbox,
  sendMail,
} from '#core/mail/mailbox-service.ts'
import { Pop3Session } from '#core/mail/pop3-session.ts'
import { runMailTest } from '#core/mail/scenario.ts'
import type { MailTestInput } from '#core/mail/scenario-input.ts'
import { connect } from '#core/ssh/connect.ts'
import type { SshSession } from '#core/ssh/session.ts'
import type {
  CertificateTrust,
  ComposedMail,
  MailServer,
  TestReport,
  TestStageId,
  TlsMode,
} from '#shared/model/mail.ts'
import { FailureError } from '#shared/model/failure.ts'
import { Secret } from '#shared/secret.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import { plainMailServerProgram } from './support/plain-mail-server.ts'

const hostname = 'mail.client.test'
const domain = 'client.test'
const password = new Secret('pass word-1')
const i18n = createI18n('en')

let server: LabServer
let ssh: SshSession
let trust: CertificateTrust

beforeAll(async () => {
  server = await bootServer({ release: 'bookworm', name: hostname })
  const program = plainMailServerProgram({
    domain,
    hostname,
    mailboxes: [
      ['alice', password.reveal('login')],
      ['bob', 'bob-pass-2'],
    ],
    aliases: [['info', 'alice']],
  })
  const setUp = await server.run('sh', { stdin: program, timeout: 300_000 })
  expect(setUp).toMatchObject({ code: 0 })
  trust = { kind: 'pinned', sha256: setUp.stdout.trim().split('\n').at(-1) ?? '' }
  const privateKey = new Secret(readFileSync(server.identityFile, 'utf8'))
  const auth = { kind: 'key', privateKey, passphrase: null } as const
  const target = { address: server.address, port: server.port, user: 'root', auth, sudoPassword: null }
  ssh = await connect(target, { hostKeys: { pinned: [server.hostKeySha256] } })
})

afterAll(async () => {
  ssh.close()
  await server.destroy()
})

const at = (port: number, tls: TlsMode): MailServer => ({
  host: server.address,
  port,
  tls,
  serverName: hostname,
  trust,
})

const account = (smtp: MailServer, pop3: MailServer): MailAccount => ({
  smtp,
  pop3,
  user: `alice@${domain}`,
  password,
  address: `alice@${domain}`,
})

const mail: ComposedMail = {
  from: `张三 <alice@${domain}>`,
  to: [`alice@${domain}`],
  cc: [],
  subject: '真实服务器上的中文主题',
  text: '第一行\n.点\n..\n最后一行',
  attachments: [
    {
      name: '字节.bin',
      type: 'application/octet-stream',
      content: Buffer.from([...Array(512).keys()]).toString('base64'),
    },
  ],
}

/** Looks into a mailbox until it holds something; half a minute is plenty for a local delivery. */
async function firstMail(of: MailAccount): Promise<string> {
  for (let look = 0; look < 60; look += 1) {
    const { messages } = await listMailbox(of)
    const [newest] = messages
    if (newest !== undefined) return newest.uid
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('nothing arrived')
}

function input(changes: Partial<MailTestInput> = {}): MailTestInput {
  return {
    address: server.address,
    hostname,
    mailbox: { login: `alice@${domain}`, address: `alice@${domain}`, password },
    alias: { address: `info@${domain}` },
    ports: { pop3: 110 },
    trust,
    directDial: dialDirect(2_000),
    tunnelDial: (host, port, signal) => ssh.dial(host, port, signal),
    deliveryLog: async (id) => (await server.run(`journalctl -q -o cat -t postfix/lmtp -g ${id}`)).stdout,
    arriveWithin: 8_000,
    ...changes,
  }
}

async function prove(changes: Partial<MailTestInput> = {}): Promise<TestReport> {
  for await (const event of runMailTest(input(changes))) if (event.event === 'report') return event.report
  throw new Error('no report')
}

const states = (report: TestReport): string =>
  report.stages.map(({ id, state }) => `${id} ${state}`).join(', ')

const said = (report: TestReport, id: TestStageId): string => {
  const stage = report.stages.find((found) => found.id === id)
  return [stage?.finding, stage?.advice].map((text) => (text ? translate(i18n, text) : '')).join(' ⇒ ')
}

/** Breaks something on the server, acts, and mends it again whatever came of it. */
async function whileBroken<T>(breaks: string, mends: string, act: () => Promise<T>): Promise<T> {
  expect(await server.run(breaks)).toMatchObject({ code: 0 })
  try {
    return await act()
  } finally {
    expect(await server.run(mends)).toMatchObject({ code: 0 })
  }
}

const allPass =
  'reach pass, submit pass, arrive pass, compare pass, delete pass, alias pass, wrongPassword pass, relay pass'

describe('the mail client on a real Postfix and Dovecot', () => {
  it.each([
    [587, 'starttls', 110, 'starttls'],
    [465, 'implicit', 995, 'implicit'],
  ] as const)(
    'sends by %i (%s), reads by %i (%s) and deletes, every byte whole',
    async (smtp, smtpTls, pop3, popTls) => {
      const alice = account(at(smtp, smtpTls), at(pop3, popTls))
      const sent = await sendMail(alice, mail)
      expect(sent.queueId).toMatch(/^[0-9A-Za-z]+$/)
      const uid = await firstMail(alice)
      const read = await readMailbox(alice, uid)
      expect(read).toMatchObject({ subject: mail.subject, from: mail.from })
      expect(read.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(mail.text)
      expect(read.attachments[0]).toMatchObject({ name: '字节.bin', content: mail.attachments[0]?.content })
      await deleteFromMailbox(alice, uid)
      expect(await listMailbox(alice)).toEqual({ total: 0, messages: [] })
      await expect(readMailbox(alice, uid)).rejects.toThrow('mailGone')
    },
  )

  it('delivers to port 25 as another server would, without a login', async () => {
    const alice = account(at(25, 'starttls'), at(995, 'implicit'))
    const { sendMessage } = await import('#core/mail/smtp-client.ts')
    const { composeMessage } = await import('#core/mail/compose-message.ts')
    const built = await composeMessage({ ...mail, from: 'friend@elsewhere.test' })
    await sendMessage({ server: alice.smtp, dial: dialDirect(), login: null }, built)
    const uid = await firstMail(alice)
    expect((await readMailbox(alice, uid)).from).toBe('friend@elsewhere.test')
    await deleteFromMailbox(alice, uid)
  })

  it('is refused in words: wrong password, no encryption, wrong name, self-signed, unknown recipient', async () => {
    const pop3 = at(995, 'implicit')
    const code = async (act: Promise<unknown>): Promise<string> =>
      act.then(
        () => 'accepted',
        (error: unknown) => (error instanceof FailureError ? error.failure.code : String(error)),
      )
    const open = (of: MailServer, by: Secret = password): Promise<Pop3Session> =>
      Pop3Session.open({ server: of, dial: dialDirect(), user: `alice@${domain}`, password: by })
    expect(await code(open(pop3, new Secret('wrong one')))).toBe('mailLogin')
    expect(await code(open(at(110, 'none')))).toMatch(/mailAuthMissing|mailLogin/)
    expect(await code(open({ ...pop3, trust: { kind: 'system' } }))).toBe('mailCertificateUntrusted')
    expect(await code(open(at(465, 'implicit')))).toBe('mailProtocol')
    const stranger = { ...mail, to: [`nobody@${domain}`] }
    expect(await code(sendMail(account(at(587, 'starttls'), pop3), stranger))).toBe('mailRecipient')
  })
})

describe('the one-click test on a real server', () => {
  it('passes every stage', async () => {
    const report = await prove()
    expect(states(report)).toBe(allPass)
    expect(report).toMatchObject({ ok: true, route: 'direct' })
    expect(JSON.stringify(report)).not.toContain(password.reveal('login'))
  })

  it('goes through SSH when a firewall shuts the mail ports, and says so', async () => {
    const shut =
      'nft add table inet shut && nft "add chain inet shut in { type filter hook input priority 0; }" && ' +
      'nft add rule inet shut in iifname != lo tcp dport { 25, 110, 465, 587, 995 } drop'
    await server.install(['nftables'])
    const report = await whileBroken(shut, 'nft delete table inet shut', () => prove())
    expect(said(report, 'reach')).toMatch(/^Firewall in between: .*answer through the SSH connection/)
    expect(report.route).toBe('ssh')
    expect(states(report)).toBe(allPass)
  })

  it('blames the delivery when Postfix accepts and cannot hand over to Dovecot', async () => {
    const breaks = 'postconf -e virtual_transport=lmtp:unix:private/nowhere && postfix reload'
    const mends =
      'postconf -e virtual_transport=lmtp:unix:private/dovecot-lmtp && postfix reload && postsuper -d ALL'
    const report = await whileBroken(breaks, mends, () => prove())
    expect(states(report)).toContain('submit pass, arrive fail, compare skipped')
    expect(said(report, 'arrive')).toMatch(
      /^Delivery from Postfix to Dovecot \(LMTP\): .*put off: connect to .*nowhere/,
    )
  })

  it('blames Dovecot when it is stopped, and the missing submission service when that is', async () => {
    const stopped = await whileBroken('systemctl stop dovecot', 'systemctl start dovecot', () => prove())
    expect(said(stopped, 'reach')).toMatch(/Dovecot: .*refused the connection on port 995/)
    expect(states(stopped)).toMatch(/^reach fail, submit skipped.*relay pass$/)
    const breaks = 'postconf -MX submission/inet && postfix reload'
    const mends =
      'postconf -M "submission/inet=submission inet n - y - - smtpd" && ' +
      'for o in smtpd_tls_security_level=encrypt smtpd_sasl_auth_enable=yes ' +
      'smtpd_client_restrictions=permit_sasl_authenticated,reject; do postconf -P submission/inet/$o; done && postfix reload'
    const missing = await whileBroken(breaks, mends, () => prove())
    expect(said(missing, 'reach')).toMatch(/Postfix: .*port 587.*master\.cf/)
  })

  it('fails on an open relay', async () => {
    const breaks = 'postconf -e mynetworks=0.0.0.0/0 && postfix reload'
    const mends = 'postconf -e "mynetworks=127.0.0.0/8 [::1]/128" && postfix reload'
    const report = await whileBroken(breaks, mends, () => prove())
    expect(said(report, 'relay')).toMatch(/Relay rules \(Postfix\): .*for anybody: 250/)
    expect(report.ok).toBe(false)
    expect((await server.run('postqueue -p')).stdout).toContain('Mail queue is empty')
  })

  it('blames the storage when the mail directory is not writable', async () => {
    const breaks = `chown -R root:root /var/vmail/${domain}/alice && chmod -R go-rwx /var/vmail/${domain}/alice`
    const mends = `chown -R vmail:vmail /var/vmail/${domain}/alice && postsuper -d ALL`
    const report = await whileBroken(breaks, mends, () => prove())
    expect(report.ok).toBe(false)
    expect(said(report, 'arrive')).toMatch(/^(?:Mail storage \(Dovecot\)|Dovecot|Authentication service)/)
  })
})
