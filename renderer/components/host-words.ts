import type { HostProfile } from '#shared/model/host-profile.ts'

/** How one logs in there, as ssh(1) shows it: `root@192.0.2.1`, with the port where it is not 22; an IPv6 address with a port is put into brackets. */
export function loginOf({ user, address, port }: Pick<HostProfile, 'user' | 'address' | 'port'>): string {
  if (port === 22) return `${user}@${address}`
  return `${user}@${address.includes(':') ? `[${address}]` : address}:${port}`
}

/** Whether people gave the host a name of its own; one without goes by its address, which need not be shown twice. */
export function hasOwnName({ name, address }: { readonly name: string; readonly address: string }): boolean {
  return name !== address
}

/** Name and address of a host in one line. */
export function hostLine(host: Pick<HostProfile, 'name' | 'address'>): string {
  return hasOwnName(host) ? `${host.name} · ${host.address}` : host.address
}
