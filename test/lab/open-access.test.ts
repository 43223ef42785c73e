import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quoteWords } from '#core/ssh/quote.ts'
import { planView } from '#shared/model/plan.ts'
import type { CommandResult } from '#test/support/host-command.ts'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { readServerState } from './server-state.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import { releases, type Release } from './support/releases.ts'

/** How mail lies on the server: new mailboxes, or those of a server whose users have mail in mbox files already. */
type Mail = 'virtual' | 'Maildir' | 'mbox'

const cases: readonly (readonly [Release, Mail])[] = process.env['MAILWRIGHT_EVERY_RELEASE']
  ? releases.flatMap((release) =>
      (['virtual', 'Maildir', 'mbox'] as const).map((mail) => [release, mail] as const),
    )
  : [['trixie', 'mbox']]

const domain = 'lan.test'
const passwords = { boss: 'redhat', zhangsan: 'red hat 中文' }
const trustedNetworks = ['192.168.10.0/24', 'fd00:10::/64']

/** A network that is trusted and one that is not, each a namespace of the server's own with one client in it. */
const networks = ['near 192.168.10 fd00:10:', 'far 192.168.20 fd00:20:'].map((words) => {
  const [name, four, six] = words.split(' ')
  return `ip netns add ${name}
ip link add to-${name} type veth peer name eth0 netns ${name}
ip address add ${four}.10/24 dev to-${name}; ip address add ${six}:10/64 dev to-${name} nodad
ip link set to-${name} up
ip netns exec ${name} sh -c 'ip link set lo up; ip address add ${four}.2/24 dev eth0; ip address add ${six}:2/64 dev eth0 nodad; ip link set eth0 up'`
})

/** Users as `useradd` makes them, with mail that came in before. */
const oldMailboxes = `useradd -m boss && printf 'From x@y Mon Jan  1 00:00:00 2024\\nSubject: old\\nFrom: x@y\\n\\nkept of old\\n\\n' >/var/mail/boss &&
chown boss:mail /var/mail/boss && chmod 600 /var/mail/boss`

let mailwright: MailwrightProgram

beforeAll(async () => {
  mailwright = await mailwrightProgram()
})

afterAll(async () => {
  await mailwright.remove()
})

describe.each(cases)('a %s that trusts its own network, with %s mailboxes', (release, mail) => {
  const accounts: 'virtual' | 'system' = mail === 'virtual' ? 'virtual' : 'system'
  const spec = {
    domain,
    hostname: `mail.${domain}`,
    dns: { provider: 'bind' as const, forwarders: [], useForServer: false },
    accounts: accounts,
    access: 'tutorial' as const,
    trustedNetworks,
    mailboxes: [
      { name: 'boss', password: passwords.boss },
      { name: 'zhangsan', password: passwords.zhangsan },
    ],
    aliases: [{ name: 'root', to: ['zhangsan'] }],
  }
  let server: LabServer
  let before: string[]

  beforeAll(async () => {
    const programs = mail === 'mbox' ? ['postfix', 'dovecot-pop3d', 'dovecot-imapd'] : []
    server = await bootServer({ release, name: 'lan.lab.test', packages: ['curl', 'swaks', ...programs] })
    const setUp = [...networks, ...(mail === 'mbox' ? [oldMailboxes] : [])].join('\n')
    expect(await server.run(setUp)).toMatchObject({ code: 0 })
    before = await readServerState(server)
  })

  afterAll(async () => {
    await server.destroy()
  })

  type Place = 'near' | 'far'

  const addressesOf = { near: ['192.168.10.10', '[fd00:10::10]'], far: ['192.168.20.10', '[fd00:20::10]'] }

  /** A program of a client in a network. */
  function from(place: Place, ...words: readonly string[]): Promise<CommandResult> {
    return server.run(quoteWords(['ip', 'netns', 'exec', place, ...words]))
  }

  function read(place: Place, url: string, ...words: readonly string[]): Promise<CommandResult> {
    const user = `${accounts === 'virtual' ? `boss@${domain}` : 'boss'}:${passwords.boss}`
    return from(place, 'curl', '-sk', '--max-time', '20', '--user', user, ...words, url)
  }

  function send(place: Place, ...words: readonly string[]): Promise<CommandResult> {
    const [address = ''] = addressesOf[place]
    return from(place, 'swaks', '--server', `${address}:25`, '--from', `zhangsan@${domain}`, ...words)
  }

  test('the plan says what is open, and for whom, before anybody agrees', async () => {
    const { code, stdout } = await mailwright.run(server, 'plan', { spec, words: ['--json'] })
    expect(code).toBe(2)
    const warnings = planView.parse(JSON.parse(stdout)).changes.flatMap((change) => change.warnings ?? [])
    const said = warnings.map(({ key, params }) => `${key} ${JSON.stringify(params)}`).join('\n')
    for (const key of ['roles.dovecotOpenWarning', 'roles.postfixOpenWarning']) expect(said).toContain(key)
    for (const network of trustedNetworks) expect(said).toContain(network)
  })

  test('is set up, passes its own test, and needs no second plan', async () => {
    const applied = await mailwright.run(server, 'apply', { spec, words: ['--yes'] })
    expect(applied, applied.stdout + applied.stderr).toMatchObject({ code: 0 })
    const proof = await mailwright.run(server, 'test', { spec })
    expect(proof, proof.stdout + proof.stderr).toMatchObject({ code: 0 })
    expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
  })

  test('whoever is near sends without a login, and reads in clear on 110 and 143', async () => {
    expect(await send('near', '--to', `boss@${domain}`, '--body', 'hello boss')).toMatchObject({ code: 0 })
    const last = mail === 'mbox' ? '2' : '1'
    for (const address of addressesOf.near) {
      const pop3 = async () => (await read('near', `pop3://${address}/${last}`)).stdout
      await expect.poll(pop3, { timeout: 20_000 }).toContain('hello boss')
      expect((await read('near', `imap://${address}/INBOX;MAILINDEX=${last}`)).stdout).toContain('hello boss')
    }
    if (mail === 'mbox')
      expect((await read('near', 'pop3://192.168.10.10/1')).stdout).toContain('kept of old')
  })

  test('whoever is elsewhere needs TLS, and cannot send to others', async () => {
    for (const address of addressesOf.far) {
      // 67: the login was denied (curl(1)).
      expect(await read('far', `pop3://${address}/1`)).toMatchObject({ code: 67, stdout: '' })
      expect(await read('far', `imap://${address}/INBOX;MAILINDEX=1`)).toMatchObject({ code: 67, stdout: '' })
      expect(await read('far', `pop3://${address}/1`, '--ssl-reqd')).toMatchObject({ code: 0 })
      expect(await read('far', `imap://${address}/INBOX;MAILINDEX=1`, '--ssl-reqd')).toMatchObject({
        code: 0,
      })
    }
    expect((await send('far', '--to', 'x@example.org')).stdout).toContain('Relay access denied')
    expect(await send('near', '--to', 'x@example.org', '--quit-after', 'RCPT')).toMatchObject({ code: 0 })
  })

  test('undo gives back the server as it was, with the mail that lay there', async () => {
    const undone = await mailwright.run(server, 'undo', { words: ['--yes'] })
    expect(undone, undone.stdout + undone.stderr).toMatchObject({ code: 0 })
    expect(await readServerState(server)).toEqual(before)
    if (mail === 'mbox') expect((await server.run('cat /var/mail/boss')).stdout).toContain('kept of old')
  })
})
