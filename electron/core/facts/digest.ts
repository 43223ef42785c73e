import { createHash } from 'node:crypto'
import type { HostFacts } from './host-facts.ts'

/** From here on Linux lends ports to clients (ip_local_port_range): they come and go. */
const firstPassingPort = 32768

/**
 * SHA-256 (hex) over what planning depends on: the same for two readings of a server that nobody changed. What moves by
 * itself (clock, memory, free space, age of lists, locks, runs, names of programs that listen) is
 * left out.
 */
export function factsDigest(facts: HostFacts): string {
  const { os, arch, init, hostname, addresses4, addresses6, sourceAddress4, resolver, selinux, apparmor } =
    facts
  const stable = {
    os,
    arch,
    init,
    hostname,
    addresses4: sorted(addresses4),
    addresses6: sorted(addresses6),
    sourceAddress4,
    resolver,
    selinux,
    apparmor,
    packages: facts.packages,
    candidates: facts.candidates,
    broken: facts.packageManager.broken,
    units: facts.units,
    ports: sorted(
      facts.listeners
        .filter(({ port }) => port < firstPassingPort)
        .map(({ protocol, address, port }) => `${protocol} ${address} ${port}`),
    ),
    firewall: { kind: facts.firewall.kind, scope: facts.firewall.scope, open: sorted(facts.firewall.open) },
    files: new Map(
      [...facts.files].map(([path, { type, mode, owner, group, sha256, target }]) => [
        path,
        { type, mode, owner, group, sha256, target },
      ]),
    ),
    users: facts.users,
    groups: facts.groups,
    certificates: facts.certificates,
  }
  return createHash('sha256').update(canonicalJson(stable)).digest('hex')
}

function sorted(words: readonly string[]): string[] {
  return [...new Set(words)].sort()
}

/** JSON (RFC 8259) with members by name, maps as objects, so that equal values are equal texts. */
function canonicalJson(value: unknown): string {
  if (value instanceof Map) return canonicalJson(Object.fromEntries(value))
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}
