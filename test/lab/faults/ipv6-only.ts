import { mustRun, runCommand } from '#test/support/host-command.ts'
import { bridge } from '../support/lab-network.ts'
import type { LabServer } from '../support/lab-server.ts'
import { sshArguments } from '../support/lab-server.ts'
import { readRecord } from '../support/machine-record.ts'

/** A prefix that is routed nowhere (RFC 4193): the servers and this machine, and nobody else. */
const prefix = 'fd6d:7700:1ab::'

/** Takes a server's IPv4 address away and gives it one of IPv6; what is given back is reached by that. */
export async function reachByIpv6(server: LabServer): Promise<LabServer> {
  const record = await readRecord(server.id)
  if (record === null) throw new Error(`${server.id} has no record`)
  const address = `${prefix}${record.octet}`
  await mustRun('ip', ['-6', 'addr', 'replace', `${prefix}1/64`, 'dev', bridge, 'nodad'])
  const network = `[Match]\nName=host0\n\n[Network]\nAddress=${address}/64\nDHCP=no\nIPv6AcceptRA=no\n`
  const names = `127.0.0.1 localhost\n::1 localhost ip6-localhost\n${address} ${server.name} ${server.name.split('.')[0]}\n`
  // The answer would come by the address that goes, so the change waits until the command has ended.
  const { code, stderr } = await server.run(
    `cat >/etc/systemd/network/10-host0.network && printf '${names.replaceAll('\n', '\\n')}' >/etc/hosts &&
      systemd-run -q --on-active=1 sh -c 'systemctl restart systemd-networkd; ip -4 addr flush dev host0; ip -6 addr replace ${address}/64 dev host0 nodad'`,
    { stdin: network },
  )
  if (code !== 0) throw new Error(stderr)
  const run: LabServer['run'] = (command, options = {}) => {
    const args = sshArguments(record, options.user).slice(0, -1)
    const wanted = ['-o', 'BatchMode=yes', '-o', `HostKeyAlias=${server.address}`, ...args]
    return runCommand('ssh', [...wanted, `${options.user ?? 'root'}@${address}`, '--', command], {
      stdin: options.stdin,
      timeout: options.timeout,
    })
  }
  for (let attempt = 0; attempt < 30; attempt++) {
    const { stdout } = await run(`ip -4 -o addr show dev host0 | grep -q inet || echo only`)
    if (stdout.trim() === 'only') return { ...server, address, run }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`${server.id} is not reached by ${address}`)
}
