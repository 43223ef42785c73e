/** The name of a domain's name server on this server, where its zone names none of its own; without a dot at its end. */
export function ownNameServer(domain: string): string {
  return `ns.${domain}`
}
