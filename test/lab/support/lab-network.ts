import { readFile, writeFile } from 'node:fs/promises'
import { mustRun, runCommand } from '#test/support/host-command.ts'
import { withLock } from './lab-lock.ts'

/** The lab's bridge. Every process of this machine uses the same one. */
export const bridge = 'mwlab0'

const prefix = process.env['MAILWRIGHT_LAB_PREFIX'] ?? '10.213.77'
const network = `${prefix}.0/24`
const table = 'mailwright_lab'

/** This machine's own address on the bridge; lab servers reach test peers here. */
export const gateway = `${prefix}.1`

/** The address with a last octet, e.g. 10 gives 10.213.77.10. */
export function labAddress(octet: number): string {
  return `${prefix}.${octet}`
}

/** Name servers of this machine that a lab server can reach too, from resolv.conf(5). */
export async function readResolvers(): Promise<string[]> {
  const servers = async (path: string): Promise<string[]> => {
    const text = await readFile(path, 'utf8').catch(() => '')
    const found = [...text.matchAll(/^nameserver\s+(\S+)/gm)].map((match) => match[1] ?? '')
    return found.filter((address) => /^\d+\.\d+\.\d+\.\d+$/.test(address))
  }
  const own = (await servers('/etc/resolv.conf')).filter((address) => !address.startsWith('127.'))
  // A stub resolver on loopback (systemd-resolved) is of no use in another network namespace.
  return own.length > 0 ? own : servers('/run/systemd/resolve/resolv.conf')
}

async function defaultDevice(): Promise<string> {
  const route = await mustRun('ip', ['-4', 'route', 'show', 'default'])
  const device = /\bdev (\S+)/.exec(route)?.[1]
  if (!device) throw new Error('this machine has no default route, so lab servers cannot reach apt')
  return device
}

function ruleset(device: string, resolvers: readonly string[]): string {
  const names =
    resolvers.length > 0
      ? `ip daddr { ${resolvers.join(', ')} } meta l4proto { tcp, udp } th dport 53 accept`
      : ''
  return `
table ip ${table}
delete table ip ${table}
table ip ${table} {
  chain forward {
    type filter hook forward priority filter; policy accept;
    ip saddr ${network} ip daddr ${network} accept
    ip saddr ${network} jump leaving
    ip daddr ${network} ct state established,related accept
    ip daddr ${network} drop
  }
  chain leaving {
    ct state established,related accept
    ${names}
    tcp dport { 80, 443 } accept
    meta l4proto { tcp, udp } th dport 53 reject with icmp type admin-prohibited
    counter drop
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${network} ip daddr != ${network} oifname "${device}" masquerade
  }
}
`
}

/**
 * Makes the bridge, its address, forwarding and the firewall; does nothing where they are in place.
 * Only apt's ports and this machine's resolvers can be reached from the lab. Everything else is dropped,
 * foreign name servers are refused at once, so that a resolver in the lab need not wait for its time-out.
 */
export async function ensureNetwork(): Promise<void> {
  await withLock('network', async () => {
    const present = await runCommand('ip', ['-4', '-o', 'addr', 'show', 'dev', bridge])
    const ruled = await runCommand('nft', ['list', 'table', 'ip', table])
    if (present.stdout.includes(`${gateway}/24`) && ruled.code === 0) return
    if (present.code !== 0) {
      const routes = await mustRun('ip', ['-4', 'route', 'show', 'root', network])
      if (routes.trim())
        throw new Error(`${network} is in use here; set MAILWRIGHT_LAB_PREFIX to a free 10.x.y`)
      await mustRun('ip', ['link', 'add', bridge, 'address', bridgeHardwareAddress(), 'type', 'bridge'])
    }
    await mustRun('ip', ['addr', 'replace', `${gateway}/24`, 'dev', bridge])
    await mustRun('ip', ['link', 'set', bridge, 'up'])
    await writeFile('/proc/sys/net/ipv4/ip_forward', '1')
    await mustRun('nft', ['-f', '-'], { stdin: ruleset(await defaultDevice(), await readResolvers()) })
  })
}

/** How many packets to the outside the firewall has dropped so far. */
export async function readDropped(): Promise<number> {
  const chain = await mustRun('nft', ['list', 'chain', 'ip', table, 'leaving'])
  return Number(/counter packets (\d+)/.exec(chain)?.[1] ?? NaN)
}

/** Takes the bridge and the firewall away again; machines must be gone before. */
export async function removeNetwork(): Promise<void> {
  await withLock('network', async () => {
    await runCommand('nft', ['delete', 'table', 'ip', table])
    await runCommand('ip', ['link', 'del', bridge])
  })
}

/**
 * A hardware address of the bridge's own. Without one a bridge takes the lowest of its ports' and changes it whenever a
 * machine comes or goes: every other machine then sends into the void until it has asked for the address again.
 */
function bridgeHardwareAddress(): string {
  const octets = gateway.split('.').slice(0, 3)
  // The second digit 2 marks an address given by hand (IEEE 802, locally administered).
  return ['02', '6d', '77', ...octets.map((octet) => Number(octet).toString(16).padStart(2, '0'))].join(':')
}
