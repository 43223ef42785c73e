import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { planView } from '#shared/model/plan.ts'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { keepers, upstream, type Keeper } from './resolver-keepers.ts'
import { readServerState } from './server-state.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import { releases, type Release } from './support/releases.ts'

const every = process.env['MAILWRIGHT_EVERY_RELEASE'] !== undefined
const cases: readonly (readonly [Release, string, Keeper])[] = every
  ? releases.flatMap((release) =>
      Object.entries(keepers).map(([name, keeper]) => [release, name, keeper] as const),
    )
  : [['trixie', 'networkmanager', keepers.networkmanager]]

const spec = {
  domain: 'names.test',
  hostname: 'mail.names.test',
  mailboxes: [{ name: 'alice', password: 'pw-alice' }],
}

let mailwright: MailwrightProgram

beforeAll(async () => {
  mailwright = await mailwrightProgram()
})

afterAll(async () => {
  await mailwright.remove()
})

describe.each(cases)('a %s whose name servers are kept by %s', (release, _name, keeper) => {
  const { packages, setUp, state, renew, shows = `nameserver ${upstream}` } = keeper
  let server: LabServer
  let before: string[]
  let stateBefore: string
  // Not in /etc/hosts: only the zone knows it.
  const asked = async () => (await server.run('getent hosts ns.names.test')).stdout
  const told = async () => (await server.run(`${state}; cat /etc/resolv.conf`)).stdout

  beforeAll(async () => {
    server = await bootServer({ release, name: 'names.lab.test', packages: [...packages(release)] })
    if (setUp === 'true') await server.run(`echo 'nameserver ${upstream}' >/etc/resolv.conf`)
    const result = await server.run(setUp)
    expect(result, result.stderr).toMatchObject({ code: 0 })
    // What is only left of the installation, such as a first list of name servers, goes with any boot.
    await server.powerOff()
    await server.powerOn()
    await vi.waitFor(async () => expect(await told()).toContain(shows), { timeout: 30_000 })
    before = await readServerState(server)
    stateBefore = await told()
  })

  afterAll(async () => {
    await server.destroy()
  })

  test('asks its own BIND, and is content then', async () => {
    expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
    expect(await asked()).toContain(server.address)
    expect((await server.run('grep -m1 ^nameserver /etc/resolv.conf')).stdout).toMatch(
      shows.includes('127.0.0.53') ? / 127\.0\.0\.53\n$/ : / 127\.0\.0\.1\n$/,
    )
    expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
  })

  test('goes on doing so when a lease or a link is renewed, and after a boot', async () => {
    if (renew !== undefined) {
      await server.run(renew)
      await expect.poll(asked, { timeout: 30_000 }).toContain(server.address)
    }
    await server.powerOff()
    await server.powerOn()
    await expect.poll(asked, { timeout: 60_000 }).toContain(server.address)
    await expect
      .poll(() => mailwright.run(server, 'plan', { spec }), { timeout: 30_000 })
      .toMatchObject({ code: 0 })
  })

  test('asks whom it asked before after an undo', async () => {
    expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
    await expect.poll(told, { timeout: 30_000 }).toBe(stateBefore)
    // Written anew with the same text; helpers that go to sleep by themselves; links that were made anew at the boot; the
    // address of a lease, which is another one after a boot; what netplan's generator makes in /run at a boot.
    const passing =
      /^(?:etc|sum) .*resolv\.conf|^running (?:systemd-hostnamed|NetworkManager-dispatcher)\b|^port .*\[fe80|^port udp 10\.98\.0\.\d+:68|^unit systemd-networkd-wait-online\.service /
    const lasting = (lines: string[]) => lines.filter((line) => !passing.test(line))
    expect(lasting(await readServerState(server))).toEqual(lasting(before))
  })
})

test.skipIf(!every)(
  'a resolv.conf that somebody has protected is named, and nothing is done',
  { meta: { skipReason: 'runs with MAILWRIGHT_EVERY_RELEASE=1' } },
  async () => {
    const server = await bootServer({ release: 'bookworm', name: 'names.lab.test', packages: ['e2fsprogs'] })
    await server.run('chattr +i /etc/resolv.conf')
    const { stdout } = await mailwright.run(server, 'plan', { spec, words: ['--json'] })
    const notices = planView.parse(JSON.parse(stdout)).notices.filter(({ blocking }) => blocking)
    expect(notices.map(({ message }) => message.key)).toEqual(['roles.noticeImmutable'])
    await server.run('chattr -i /etc/resolv.conf')
    await server.destroy()
  },
)
