import { BlockList, isIP } from 'node:net'

/** Whether an IP address lies in one of the networks, written as in RFC 4632 (`192.168.1.0/24`, `fd00::/64`) or as an address. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [first = '', length] = network.split('/')
    const family = isIP(first)
    if (family === 0) continue
    const type = family === 4 ? 'ipv4' : 'ipv6'
    list.addSubnet(first, Number(length ?? (family === 4 ? 32 : 128)), type)
  }
  // A socket for both families names IPv4 addresses this way (RFC 4291 section 2.5.5.2).
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6')
}
