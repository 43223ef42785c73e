import { dovecot22, dovecot23 } from './dialect-2-3.ts'
import { dovecot24 } from './dialect-2-4.ts'
import type { DovecotSettings } from './dovecot-settings.ts'

/** The languages of dovecot.conf; each writes the whole file. */
export const dialects = {
  '2.2': dovecot22,
  '2.3': dovecot23,
  '2.4': dovecot24,
} as const satisfies Record<string, (settings: DovecotSettings) => string>
export type DialectName = keyof typeof dialects

/** The dialect that a package version such as `1:2.3.19.1+dfsg1-2` speaks, or null for one that is not known. */
export function dialectOf(version: string): DialectName | null {
  const line = /^(?:\d+:)?(\d+\.\d+)/.exec(version)?.[1]
  return line !== undefined && isDialect(line) ? line : null
}

function isDialect(line: string): line is DialectName {
  return Object.hasOwn(dialects, line)
}
