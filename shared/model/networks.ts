/** The bits of an IP address (RFC 4291 §2.2 for the forms of IPv6) as 0s and 1s; the text is known to be one. */
function bitsOf(address: string): string {
  if (!address.includes(':'))
    return address
      .split('.')
      .map((part) => binary(Number(part), 8))
      .join('')
  const [head = [], tail] = address.split('::').map((side) => side.split(':').filter((group) => group !== ''))
  const left = head.map(groupBits).join('')
  if (tail === undefined) return left
  const right = tail.map(groupBits).join('')
  return left + right.padStart(128 - left.length, '0')
}

/** A group of IPv6, or an IPv4 address in place of the last two. */
function groupBits(group: string): string {
  return group.includes('.') ? bitsOf(group) : binary(Number.parseInt(group, 16), 16)
}

function binary(number: number, width: number): string {
  return number.toString(2).padStart(width, '0')
}

function parts(network: string): { readonly address: string; readonly length: number } {
  const [address = '', length = ''] = network.split('/')
  return { address, length: Number(length) }
}

/** Whether a network in CIDR form names a single host of itself: BIND takes it for a mistake. */
export function hasHostBits(network: string): boolean {
  const { address, length } = parts(network)
  return bitsOf(address).slice(length).includes('1')
}

/** Whether a network is wider than any that is private to somebody (10.0.0.0/8 of RFC 1918, fc00::/7 of RFC 4193). */
export function isWiderThanPrivate(network: string): boolean {
  const { address, length } = parts(network)
  return length < (address.includes(':') ? 7 : 8)
}
