import type { HostFacts, PackageFact, UnitFact } from './host-facts.ts'
import { ownLock, type HeldLock } from './locks.ts'
import type { Sections } from './sections.ts'

/** Lines `ii TAB name TAB version`; what is only known, or removed but for its configuration, is not installed. */
export function readPackages(lines: readonly string[]): Map<string, PackageFact> {
  const packages = new Map<string, PackageFact>()
  for (const line of lines) {
    const [status = '', name = '', version = ''] = line.split('\t')
    // dpkg(1): desired action, state, error flag.
    const state = status[1] ?? 'n'
    if (name === '' || version === '' || state === 'n' || state === 'c') continue
    packages.set(name, { version, configured: status.trim() === 'ii' || status.trim() === 'hi' })
  }
  return packages
}

/** Candidate versions of `apt-cache policy`; a package without one is left out. */
export function readCandidates(lines: readonly string[]): Map<string, string> {
  const candidates = new Map<string, string>()
  let name = ''
  for (const line of lines) {
    name = /^(\S+):$/.exec(line)?.[1] ?? name
    const version = /^ {2}Candidate: (\S+)$/.exec(line)?.[1]
    if (version !== undefined && version !== '(none)') candidates.set(name, version)
  }
  return candidates
}

/** The package manager's state; `locked` programs are those of dpkg and apt, not of ours. */
export function readPackageManager(
  sections: Sections,
  locks: readonly HeldLock[],
): HostFacts['packageManager'] {
  const changed = Number(sections.lines('lists')[0])
  const now = Number(sections.text('now').split(' ')[1])
  const holder = locks.find(({ path }) => path !== ownLock)
  return {
    lockedBy: holder === undefined ? null : holder.command,
    broken: sections.lines('broken')[0] ?? null,
    listsAge: sections.lines('lists').length === 0 ? null : Math.max(0, now - changed) || 0,
  }
}

/** Blocks of `systemctl show`, in the order of the names that were asked for. */
export function readUnits(text: string, asked: readonly string[]): Map<string, UnitFact> {
  const units = new Map<string, UnitFact>()
  const blocks = text.split(/\n\n+/).filter((block) => block.trim() !== '')
  // Without systemd there is nothing to say of any unit.
  if (blocks.length !== asked.length) return units
  blocks.forEach((block, index) => {
    const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(block)?.[1] ?? ''
    const name = asked[index]
    if (name === undefined || value('LoadState') === '') return
    units.set(name, {
      load: value('LoadState'),
      active: value('ActiveState'),
      enabled: value('UnitFileState'),
    })
  })
  return units
}
