import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quoteWords } from '#core/ssh/quote.ts'
import { planView } from '#shared/model/plan.ts'
import { followEvent } from '#shared/model/run.ts'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { readServerState } from './server-state.ts'
import type { CommandResult } from '#test/support/host-command.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import type { Release } from './support/releases.ts'

const domain = 'main-job.test'
const passwords = { alice: 'al-ice "pw" 1', bob: `b'o"b $(touch /tmp/hit) \\ 中文` }

/** All six with MAILWRIGHT_EVERY_RELEASE=1; otherwise each release and each kind of account at least once. */
const cases: readonly (readonly [Release, 'virtual' | 'system'])[] = process.env['MAILWRIGHT_EVERY_RELEASE']
  ? (['bullseye', 'bookworm', 'trixie'] as const).flatMap((release) =>
      (['virtual', 'system'] as const).map((accounts) => [release, accounts] as const),
    )
  : [
      ['bookworm', 'virtual'],
      ['bullseye', 'system'],
      ['trixie', 'virtual'],
      ['bookworm', 'system'],
    ]

let client: LabServer
let mailwright: MailwrightProgram

beforeAll(async () => {
  mailwright = await mailwrightProgram()
  const packages = ['swaks', 'libnet-ssleay-perl', 'curl', 'openssl', 'bind9-dnsutils']
  client = await bootServer({ release: 'bookworm', name: 'main-job-client', packages })
})

afterAll(async () => {
  await client.destroy()
  await mailwright.remove()
})

/** Runs a program on the client, each word as it stands. */
function ask(...words: (string | number)[]): Promise<CommandResult> {
  return client.run(quoteWords(words))
}

describe.each(cases)('a fresh %s with %s mailboxes', (release, accounts) => {
  const spec = {
    domain,
    hostname: `mail.${domain}`,
    dns: { provider: 'bind', forwarders: [], useForServer: true },
    accounts,
    mailboxes: [
      { name: 'alice', password: passwords.alice },
      { name: 'bob', password: passwords.bob },
    ],
    aliases: [{ name: 'info', to: ['alice'] }],
  } as const
  const input = {
    ...spec,
    mailboxes: [...spec.mailboxes],
    aliases: [{ name: 'info', to: ['alice'] }],
    dns: { ...spec.dns, forwarders: [] },
  }
  const login = (name: string): string => (accounts === 'virtual' ? `${name}@${domain}` : name)
  let server: LabServer
  let before: string[]

  beforeAll(async () => {
    server = await bootServer({ release, name: 'fresh.lab.test' })
    before = await readServerState(server)
  })

  afterAll(async () => {
    await server.destroy()
  })

  test('plan shows what would change, changes nothing and exits 2', async () => {
    const result = await mailwright.run(server, 'plan', { spec: input, words: ['--json'] })
    expect(result.code).toBe(2)
    const plan = planView.parse(JSON.parse(result.stdout))
    expect(plan.changes.map(({ id }) => id)).toContain('file:/etc/postfix/main.cf')
    for (const password of Object.values(passwords))
      expect(result.stdout).not.toContain(JSON.stringify(password).slice(1, -1))
    expect(await readServerState(server)).toEqual(before)
  })

  test('apply ends well, every event a line', async () => {
    const result = await mailwright.run(server, 'apply', { spec: input, words: ['--yes', '--json'] })
    const events = result.stdout
      .trimEnd()
      .split('\n')
      .map((line) => followEvent.parse(JSON.parse(line)))
    expect(events.at(-1)).toMatchObject({ event: 'end', ok: true, state: 'done', failure: null })
    expect(result.code).toBe(0)
  })

  test('dig finds the zone, and no recursion for strangers', async () => {
    const at = `@${server.address}`
    expect((await ask('dig', '+short', at, domain, 'MX')).stdout).toBe(`10 mail.${domain}.\n`)
    expect((await ask('dig', '+short', at, `mail.${domain}`, 'A')).stdout).toBe(`${server.address}\n`)
    expect((await ask('dig', '+short', at, domain, 'TXT')).stdout).toContain('v=spf1')
    expect((await ask('dig', at, domain, 'SOA')).stdout).toMatch(/flags: qr aa/)
    expect((await ask('dig', at, 'example.org', 'A')).stdout).toContain('status: REFUSED')
  })

  test('swaks and openssl log in and send; strangers cannot relay', async () => {
    const from = ['--from', `alice@${domain}`, '--to', `bob@${domain}`, '--body', `token-${server.id}`]
    const auth = (name: 'alice' | 'bob', password = passwords[name]): string[] => [
      '--auth',
      'PLAIN',
      '--auth-user',
      login(name),
      '--auth-password',
      password,
    ]
    const submission = ['--server', `${server.address}:587`, '--tls']
    expect(await ask('swaks', ...submission, ...auth('alice'), ...from)).toMatchObject({ code: 0 })
    const tls = ['--server', `${server.address}:465`, '--tlsc']
    expect(
      await ask('swaks', ...tls, ...auth('bob'), '--from', `bob@${domain}`, '--to', `info@${domain}`),
    ).toMatchObject({ code: 0 })
    expect((await ask('swaks', ...submission, ...auth('alice', 'wrong'), ...from)).code).toBe(28)
    expect((await ask('swaks', ...submission, ...from)).code).toBe(24)
    const relay = ['--server', `${server.address}:25`, '--from', 'x@example.org', '--to', 'y@example.org']
    expect((await ask('swaks', ...relay)).stdout).toContain('Relay access denied')
    const shown = await client.run(
      `openssl s_client -connect ${server.address}:995 </dev/null 2>&1 | openssl x509 -noout -ext subjectAltName`,
    )
    expect(shown.stdout).toContain(`DNS:mail.${domain}`)
  })

  test('curl reads what arrived over POP3 and IMAP', async () => {
    const user = `${login('bob')}:${passwords.bob}`
    const read = async (url: string): Promise<string> =>
      (await ask('curl', '-sk', '--max-time', 10, '--user', user, url)).stdout
    await expect
      .poll(() => read(`pop3s://${server.address}/1`), { timeout: 20_000, interval: 500 })
      .toContain(`token-${server.id}`)
    expect(await read(`imaps://${server.address}/INBOX;MAILINDEX=1`)).toContain(`token-${server.id}`)
    // RFC 2595 §4: the same port in clear, then STLS.
    const clear = ['curl', '-sk', '--max-time', 10, '--user', user]
    expect((await ask(...clear, '--ssl-reqd', `pop3://${server.address}/1`)).stdout).toContain(
      `token-${server.id}`,
    )
    expect((await ask(...clear, `pop3://${server.address}/1`)).code).not.toBe(0)
  })

  test('doveadm knows the mailboxes and their passwords', async () => {
    for (const name of ['alice', 'bob'] as const) {
      const words = quoteWords(['doveadm', 'auth', 'test', login(name), passwords[name]])
      expect(await server.run(words)).toMatchObject({ code: 0 })
    }
    const status = await server.run(
      quoteWords(['doveadm', 'mailbox', 'status', '-u', login('alice'), 'messages', 'INBOX']),
    )
    expect(status.stdout).toBe('INBOX messages=1\n')
    expect((await server.run('ls /tmp/hit')).code).not.toBe(0)
  })

  test('the built-in test passes, and no second plan is needed', async () => {
    const proof = await mailwright.run(server, 'test', { spec: input, words: ['--json'] })
    expect(JSON.parse(proof.stdout)).toMatchObject({ ok: true, route: 'direct' })
    expect(proof.code).toBe(0)
    expect(await mailwright.run(server, 'plan', { spec: input })).toMatchObject({ code: 0 })
  })

  test('undo leaves /etc, packages, accounts, units and ports as they were, and loses no work of others', async () => {
    const zones = [`/var/lib/bind/db.${domain}`, '/var/lib/bind/db.theirs.test']
    await server.run(`echo 'www IN A 192.0.2.8 ; theirs' | tee -a ${zones.join(' ')}`)
    const result = await mailwright.run(server, 'undo', { words: ['--yes'] })
    expect(result).toMatchObject({ code: 0 })
    expect(await readServerState(server)).toEqual(before)
    const copies = await server.run(
      `cat ${zones.map((path) => `/var/lib/mailwright/archive/*${path}`).join(' ')}`,
    )
    expect(copies.stdout.match(/; theirs/g)).toHaveLength(2)
    for (const path of zones) expect(result.stdout).toContain(path)
  })
})
