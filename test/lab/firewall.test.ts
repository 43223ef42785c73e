import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { readServerState } from './server-state.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import type { Release } from './support/releases.ts'

/**
 * A firewall in use: how it is set up with SSH on 22 and 2222 and rules of its own, how it tells them, and what it keeps for the
 * next boot.
 */
interface Firewall {
  readonly packages: readonly string[]
  readonly setUp: string
  readonly rules: string
  /** Absent: the same as its rules. */
  readonly lasting?: string
  readonly loaded?: string
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
      'ufw allow 22/tcp; ufw allow 2222/tcp; ufw allow from 192.0.2.0/24 to any port 9100 proto tcp comment metrics; ' +
      'ufw deny 995/tcp comment old; ufw --force enable',
    rules: 'ufw status',
  },
  firewalld: {
    packages: ['firewalld'],
    setUp:
      'systemctl enable --now firewalld; firewall-cmd --permanent --add-port=2222/tcp; firewall-cmd --reload; ' +
      'firewall-cmd --permanent --add-rich-rule="rule family=ipv4 source address=192.0.2.0/24 port port=9100 protocol=tcp accept"; ' +
      // One port is open until the next reload only, one only after it.
      'firewall-cmd --reload; firewall-cmd --add-port=25/tcp; firewall-cmd --permanent --add-port=143/tcp',
    rules: 'firewall-cmd --list-all; firewall-cmd --permanent --list-all',
    lasting: 'firewall-cmd --permanent --list-ports',
    loaded: 'firewall-cmd --list-ports',
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

const every = process.env['MAILWRIGHT_EVERY_RELEASE'] !== undefined
const cases: readonly (readonly [Release, FirewallName])[] = every
  ? (['bullseye', 'bookworm', 'trixie'] as const).flatMap((release) =>
      (['nftables', 'ufw', 'firewalld', 'iptables'] as const).map((name) => [release, name] as const),
    )
  : [
      ['bookworm', 'nftables'],
      ['trixie', 'firewalld'],
    ]

const spec = {
  domain: 'wall.test',
  hostname: 'mail.wall.test',
  mailboxes: [{ name: 'alice', password: 'pw-alice' }],
}
const twoPorts = "sed -i 's/^#*Port 22$/Port 22\\nPort 2222/' /etc/ssh/sshd_config; systemctl restart ssh"
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
  const firewall: Firewall = firewalls[name]
  const { packages, setUp, rules, lasting = rules, loaded = rules } = firewall
  let server: LabServer
  let before: string[]
  let rulesBefore: string
  let lastingBefore: string

  // The only way to the server is a port that no firewall knows as SSH.
  const run = (command: string, words: readonly string[] = []) =>
    mailwright.run(server, command, { ...(command === 'undo' ? {} : { spec }), words, port: 2222 })
  const told = async (command: string) => (await server.run(command)).stdout

  beforeAll(async () => {
    server = await bootServer({ release, name: 'wall.lab.test', packages: [...packages] })
    await server.run(twoPorts)
    expect(await server.run(setUp)).toMatchObject({ code: 0 })
    rulesBefore = await told(rules)
    lastingBefore = await told(lasting)
    before = await readServerState(server)
  })

  afterAll(async () => {
    await server.destroy()
  })

  test('opens the ports of mail and DNS and no others, and is content then', async () => {
    expect(await run('apply', ['--yes'])).toMatchObject({ code: 0 })
    expect(await openPorts(server)).toEqual(served)
    expect(await run('plan')).toMatchObject({ code: 0 })
  })

  test('has them open after a boot too', async () => {
    await server.powerOff()
    await server.powerOn()
    await expect.poll(() => openPorts(server), { timeout: 60_000, interval: 1000 }).toEqual(served)
    expect(await run('plan')).toMatchObject({ code: 0 })
  })

  test('has its own rules alone after an undo, and after the next boot', async () => {
    expect(await run('undo', ['--yes'])).toMatchObject({ code: 0 })
    expect(await told(rules)).toBe(rulesBefore)
    expect(await readServerState(server)).toEqual(before)
    await server.powerOff()
    await server.powerOn()
    await expect.poll(() => told(loaded), { timeout: 30_000 }).toBe(lastingBefore)
  })
})

test.skipIf(!every).each(['bullseye', 'bookworm', 'trixie'] as const)(
  'an ufw of a %s that is switched off stays so, and its rules stay as they are',
  { meta: { skipReason: 'runs with MAILWRIGHT_EVERY_RELEASE=1' } },
  async (release) => {
    const server = await bootServer({ release, name: 'wall.lab.test', packages: ['ufw'] })
    await server.run('ufw allow 22/tcp; ufw deny 995/tcp')
    const before = await readServerState(server)
    expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
    expect((await server.run('ufw status; ufw show added')).stdout).toMatch(
      /^Status: inactive\n[^]*\nufw allow 22\/tcp\nufw deny 995\/tcp\n$/,
    )
    expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
    expect(await readServerState(server)).toEqual(before)
    await server.destroy()
  },
)
