import type { FileFact, HostFacts, UnitFact } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import { createHash } from 'node:crypto'
import type { Prepared } from './read-told.ts'

const running: UnitFact = { load: 'loaded', active: 'active', enabled: 'enabled' }

/**
 * The facts as they will be after the upgrade, as far as the planning of files needs them: the next system and versions, and
 * the files that the upgrade puts there or removes. `answer`: what was said to the questions about files.
 */
export function nextFacts(
  facts: HostFacts,
  next: Platform,
  prepared: Prepared,
  answer: 'keep' | 'replace',
): HostFacts {
  const installed = [...facts.packages].map(
    ([name, fact]) =>
      [name, { version: prepared.versions.get(name) ?? fact.version, configured: true }] as const,
  )
  const units = [next.postfix.unit, next.postfix.watchUnit, next.dovecot.unit, next.bind.unit]
  const present = units.filter((name) => facts.units.get(name)?.load === 'loaded')
  return {
    ...facts,
    os: { ...facts.os, versionId: next.osRelease.versionId, prettyName: next.name },
    packages: new Map(installed),
    candidates: new Map([...facts.candidates, ...prepared.versions]),
    units: new Map([
      ...[...facts.units].filter(([name]) => !next.postfix.formerUnits.includes(name)),
      ...present.map((name) => [name, running] as const),
    ]),
    files: nextFiles(facts.files, prepared, answer),
  }
}

function nextFiles(
  files: HostFacts['files'],
  prepared: Prepared,
  answer: 'keep' | 'replace',
): ReadonlyMap<string, FileFact> {
  const after = new Map(files)
  for (const { path, fate, text } of prepared.files) {
    if (fate === 'gone') after.delete(path)
    if ((fate === 'taken' || (fate === 'asked' && answer === 'replace')) && text !== null)
      after.set(path, { ...(after.get(path) ?? freshFile), ...textFact(text) })
  }
  return after
}

const freshFile = {
  type: 'file',
  mode: 0o644,
  owner: 'root',
  group: 'root',
  modified: 0,
  target: null,
} as const

function textFact(text: string): Pick<FileFact, 'size' | 'sha256' | 'text'> {
  const bytes = Buffer.from(text)
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), text }
}
