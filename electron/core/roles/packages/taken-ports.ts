import type { HostFacts, Listener } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import type { CompleteSpec } from '../role.ts'
import { servedPorts } from '../served-ports.ts'

const ownProcesses =
  /^(named|master|smtpd|postscreen|dovecot|pop3-login|imap-login|systemd|exim4?|sendmail.*)$/

/** Ports that the set-up needs and that a program listens on which is none of ours and will not be replaced. */
export function portsTakenByStrangers(
  spec: CompleteSpec,
  platform: Platform,
  facts: HostFacts,
): readonly { port: number; process: string }[] {
  const needed = new Set(servedPorts(spec).map(({ port, protocol }) => `${String(port)}/${protocol}`))
  const unseenAreOurs =
    facts.packages.has(platform.dovecot.versionPackage) ||
    [...platform.postfix.packages, ...platform.rivalMailers].some((name) => facts.packages.has(name))
  const taken = new Map<number, string>()
  for (const listener of facts.listeners) {
    const { port, protocol, process } = listener
    if (!needed.has(`${String(port)}/${protocol}`) || !inTheWay(listener, spec)) continue
    if (process === '' ? !unseenAreOurs : !ownProcesses.test(process)) taken.set(port, process)
  }
  return [...taken].map(([port, process]) => ({ port, process }))
}

/** A stub on an address of its own, such as systemd-resolved's 127.0.0.53, leaves the port free on all others. */
function inTheWay({ address }: Listener, spec: CompleteSpec): boolean {
  const bare = address.replace(/%.*$/, '').replace(/^\[|\]$/g, '')
  return ['0.0.0.0', '::', '*', '127.0.0.1', '::1', spec.address].includes(bare)
}
