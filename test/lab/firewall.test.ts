import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { readServerState } from './server-state.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import type { Release } from './support/releases.ts'

/** A firewall in use: how it is set up with SSH on 22 and 2222 and a rule of its own, and how it tells its rules. */
interface Firewall {
  readonly packages: readonly string[]
  readonly setUp: string
  readonly rules: string
}

const banned = 'set banned {\n type ipv4_addr\n elements = { 192.0.2.66 }\n }'
const nftables = `#!/usr/sbin/nft -f
# by hand
flush ruleset
table inet filter {
 ${banned}
 chain input {
  type filter hook input priority filter; policy drop;
  iif "lo" accept
  ct state established,related accept
  ip saddr @banned drop
  meta l4proto ipv6-icmp accept
  tcp dport { 22, 2222 } accept
  ip saddr 192.0.2.0/24 tcp dport 9100 accept comment "metrics"
 }
}
`

const firewalls = {
  nftables: {
    packages: ['nftables'],
    setUp: `cat >/etc/nftables.conf <<'X'\n${nftables}X\nsystemctl enable --now nftables`,
    rules: 'nft list ruleset',
  },
  ufw: {
    packages: ['ufw'],
    setUp:
      'ufw allow 22/tcp; ufw allow 2222/tcp; ufw allow from 192.0.2.0/24 to any port 9100 proto tcp comment metrics; ufw --force enable',
    rules: 'ufw status',
  },
  firewalld: {
    packages: ['firewalld'],
    setUp:
      'systemctl enable --now firewalld; firewall-cmd --permanent --add-port=2222/tcp; firewall-cmd --reload; ' +
      'firewall-cmd --permanent --add-rich-rule="rule family=ipv4 source address=192.0.2.0/24 port port=9100 protocol=tcp accept"; ' +
      'firewall-cmd --reload',
    rules: 'firewall-cmd --list-all; firewall-cmd --permanent --list-all',
  },
  iptables: {
    packages: ['iptables', 'iptables-persistent'],
    setUp:
      'for t in iptables ip6tables; do $t -P INPUT DROP; $t -A INPUT -i lo -j ACCEPT; ' +
      '$t -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT; ' +
      '$t -A INPUT -p tcp -m multiport --dports 22,2222 -j ACCEPT; done; ' +
      'ip6tables -A INPUT -p ipv6-icmp -j ACCEPT; netfilter-persistent save; systemctl enable netfilter-persistent',
    rules: "iptables-save | sed 's/\\[.*\\]//; /^#/d'; ip6tables-save | sed 's/\\[.*\\]//; /^#/d'",
  },
} as const satisfies Record<string, Firewall>
type FirewallName = keyof typeof firewalls

const cases: readonly (readonly [Release, FirewallName])[] = process.env['MAILWRIGHT_EVERY_RELEASE']
  ? (['bullseye', 'bookworm', 'trixie'] as const).flatMap((release) =>
      (['nftables', 'ufw', 'firewalld', 'iptables'] as const).map((name) => [release, name] as const),
    )
  : [
      ['bookworm', 'nftables'],
      ['trixie', 'ufw'],
    ]

const spec = {
  domain: 'wall.test',
  hostname: 'mail.wall.test',
  mailboxes: [{ name: 'alice', password: 'pw-alice' }],
}
const served = [22, 25, 53, 110, 143, 465, 587, 993, 995, 2222]
const strange = [4190, 9100]

let mailwright: MailwrightProgram

beforeAll(async () => {
  mailwright = await mailwrightProgram()
})

afterAll(async () => {
  await mailwright.remove()
})

function isOpen(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1500 })
    const end = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

async function openPorts(server: LabServer): Promise<number[]> {
  const open = await Promise.all(
    [...served, ...strange].map(async (port) => ((await isOpen(server.address, port)) ? [port] : [])),
  )
  return open.flat()
}

describe.each(cases)('a %s with %s', (release, name) => {
  const { packages, setUp, rules } = firewalls[name]
  let server: LabServer
  let before: string[]
  let rulesBefore: string

  beforeAll(async () => {
    server = await bootServer({ release, name: 'wall.lab.test', packages: [...packages] })
    await server.run(
      "sed -i 's/^#*Port 22$/Port 22\\nPort 2222/' /etc/ssh/sshd_config; systemctl restart ssh",
    )
    expect(await server.run(setUp)).toMatchObject({ code: 0 })
    rulesBefore = (await server.run(rules)).stdout
    before = await readServerState(server)
  })

  afterAll(async () => {
    await server.destroy()
  })

  test('opens the ports of mail and DNS and no others, and is content then', async () => {
    expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
    expect(await openPorts(server)).toEqual(served)
    expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
  })

  test('has them open after a boot too', async () => {
    await server.powerOff()
    await server.powerOn()
    await expect.poll(() => openPorts(server), { timeout: 60_000, interval: 1000 }).toEqual(served)
    expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
  })

  test('has its own rules alone after an undo', async () => {
    expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
    expect((await server.run(rules)).stdout).toBe(rulesBefore)
    expect(await readServerState(server)).toEqual(before)
  })
})
