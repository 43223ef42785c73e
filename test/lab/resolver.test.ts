import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { readServerState } from './server-state.ts'
import { gateway } from './support/lab-network.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import type { Release } from './support/releases.ts'

/** Who writes /etc/resolv.conf: what it needs, how it is set up, and what it says of its name servers. */
interface Keeper {
  readonly packages: (release: Release) => readonly string[]
  readonly setUp: string
  readonly state: string
}

const upstream = gateway

const keepers = {
  // A link of its own beside the lab's, which stays with systemd-networkd.
  networkmanager: {
    packages: () => ['network-manager'],
    setUp: `printf '[keyfile]\\nunmanaged-devices=interface-name:host0;interface-name:mw1\\n' >/etc/NetworkManager/conf.d/lab.conf
systemctl restart NetworkManager
ip link add mw0 type veth peer name mw1 && ip link set mw1 up
nmcli connection add type ethernet ifname mw0 con-name office ipv4.method manual ipv4.addresses 10.98.0.1/24 ipv4.dns ${upstream}
nmcli connection up office`,
    state: 'nmcli -t -f ipv4.dns,ipv4.ignore-auto-dns connection show office',
  },
  netplan: {
    packages: (release) => ['netplan.io', ...(release === 'bullseye' ? [] : ['systemd-resolved'])],
    setUp: `cat >/etc/netplan/10-lab.yaml <<'X'
network:
  version: 2
  renderer: networkd
  ethernets:
    mw0:
      addresses: [10.98.0.1/24]
      nameservers: {addresses: [${upstream}]}
X
chmod 600 /etc/netplan/10-lab.yaml
netplan generate
systemctl enable --now systemd-resolved
ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
ip link add mw0 type veth peer name mw1 && ip link set mw0 up && ip link set mw1 up
networkctl reload && systemctl restart systemd-networkd && sleep 3`,
    state: 'resolvectl dns',
  },
  resolvconf: {
    packages: () => ['resolvconf', 'ifupdown'],
    setUp: `echo 'nameserver ${upstream}' | resolvconf -a host0.test`,
    state: 'readlink /etc/resolv.conf',
  },
} as const satisfies Record<string, Keeper>
type KeeperName = keyof typeof keepers

const cases: readonly (readonly [Release, KeeperName])[] = process.env['MAILWRIGHT_EVERY_RELEASE']
  ? (['bullseye', 'bookworm', 'trixie'] as const).flatMap((release) =>
      (['networkmanager', 'netplan', 'resolvconf'] as const).map((name) => [release, name] as const),
    )
  : [['trixie', 'networkmanager']]

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

describe.each(cases)('a %s whose name servers are kept by %s', (release, name) => {
  const { packages, setUp, state } = keepers[name]
  let server: LabServer
  let before: string[]
  let stateBefore: string

  beforeAll(async () => {
    server = await bootServer({ release, name: 'names.lab.test', packages: [...packages(release)] })
    const result = await server.run(setUp)
    expect(result, result.stderr).toMatchObject({ code: 0 })
    before = await readServerState(server)
    stateBefore = (await server.run(`${state}; cat /etc/resolv.conf`)).stdout
    expect(stateBefore).toContain(name === 'netplan' ? '127.0.0.53' : `nameserver ${upstream}`)
  })

  afterAll(async () => {
    await server.destroy()
  })

  test('asks its own BIND, and is content then', async () => {
    expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
    // Not in /etc/hosts: only the zone knows it.
    expect((await server.run('getent hosts ns.names.test')).stdout).toContain(server.address)
    expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
  })

  test('asks whom it asked before after an undo', async () => {
    expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
    expect((await server.run(`${state}; cat /etc/resolv.conf`)).stdout).toBe(stateBefore)
    // Written anew with the same text; and helpers that go to sleep by themselves.
    const passing = /^(?:etc|sum) .*resolv\.conf|^running (?:systemd-hostnamed|NetworkManager-dispatcher)\b/
    const lasting = (lines: string[]) => lines.filter((line) => !passing.test(line))
    expect(lasting(await readServerState(server))).toEqual(lasting(before))
  })
})
