import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { fail } from '#shared/fail.ts'

/** The IP address that a name or address leads to. Throws `nameNotResolved`. */
export async function ipAddressOf(address: string): Promise<string> {
  if (isIP(address) !== 0) return address
  try {
    return (await lookup(address)).address
  } catch (cause) {
    throw fail('nameNotResolved', { host: address }, { cause })
  }
}
