import { BlockList, isIP } from 'node:net'

/** Whether an IP address lies in one of the networks, written as in RFC 4632 (`192.168.1.0/24`, `fd00::/64`) or as an address. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const list = new BlockList()
  for (const network of networks) {
    const read = readNetwork(network)
    if (read !== null) list.addSubnet(read.first, read.length, read.family)
  }
  // A socket for both families names IPv4 addresses this way (RFC 4291 section 2.5.5.2).
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6')
}

/**
 * The networks in a value of mynetworks (postconf(5)), as `isInNetworks` takes them. Tables and names are left out, and what is
 * no choice of some computers but an open door: networks wider than /8, or /16 of IPv6.
 */
export function chosenNetworks(mynetworks: string): readonly string[] {
  return mynetworks.split(/[\s,]+/).flatMap((element) => {
    const network = element.replace(/^\[(.*)\]/, '$1')
    const read = readNetwork(network)
    return read !== null && read.length >= (read.family === 'ipv4' ? 8 : 16) ? [network] : []
  })
}

interface Network {
  readonly first: string
  readonly length: number
  readonly family: 'ipv4' | 'ipv6'
}

function readNetwork(text: string): Network | null {
  const [first = '', digits, ...more] = text.split('/')
  const family = isIP(first)
  const longest = family === 4 ? 32 : 128
  const length = digits === undefined ? longest : /^\d{1,3}$/.test(digits) ? Number(digits) : NaN
  if (family === 0 || more.length > 0 || !(length <= longest)) return null
  return { first, length, family: family === 4 ? 'ipv4' : 'ipv6' }
}
