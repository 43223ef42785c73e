import type { MessageKey } from '#shared/message.ts'
import { message, type Message } from '#shared/message.ts'
import { serverSpec, type ServerSpec } from '#shared/model/server-spec.ts'
import { LineCounter, parseDocument, type Document } from 'yaml'
import { locate, type SpecPath } from './locate.ts'
import { describeIssue, type Finding } from './spec-issue.ts'
import { describeYamlError } from './yaml-error.ts'
import { findLooseAlias } from './loose-alias.ts'

/** Why a description is refused: where it stands (lines and columns count from 1), which value, and in words. */
export interface SpecProblem {
  readonly line: number
  readonly column: number
  /** As it is written in the file, e.g. `mailboxes[0].name`; empty for the whole file. */
  readonly path: string
  readonly message: Message
}

/** A description that holds, or every problem that was found in it, in the order of the file. */
export type SpecReading =
  | { readonly ok: true; readonly spec: ServerSpec }
  | { readonly ok: false; readonly problems: readonly SpecProblem[] }

/** Bytes; a description of 1000 mailboxes and 1000 aliases has a tenth of this. */
export const specSizeLimit = 1024 * 1024

/** More than anyone reads at once; the rest shows when these are mended. */
const shownProblems = 50

/** Reads a description from the bytes of a YAML file; refuses what is not UTF-8 (YAML 1.2.2 §5.2) or over 1 MiB. */
export function readSpecBytes(bytes: Uint8Array): SpecReading {
  if (bytes.byteLength > specSizeLimit) return refused(tooLarge())
  try {
    return readSpec(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return refused(message('spec.notUtf8'))
    throw error
  }
}

/** Reads a description from YAML text and fills in its defaults; never throws for what the text holds. */
export function readSpec(text: string): SpecReading {
  if (Buffer.byteLength(text) > specSizeLimit) return refused(tooLarge())
  const lines = new LineCounter()
  const forbidden = findForbiddenCharacter(text)
  if (forbidden) return { ok: false, problems: [forbidden] }
  try {
    return readDocument(
      parseDocument(text, { lineCounter: lines, stringKeys: true, logLevel: 'error' }),
      lines,
      text,
    )
  } catch (error) {
    // The parser recurses with the depth of the text, and refuses aliases that unfold to more than it holds.
    if (error instanceof RangeError) return refused(message('spec.tooDeep'))
    if (error instanceof ReferenceError) return refused(message('spec.aliasBomb'))
    throw error
  }
}

/** The refusal of a key with the colon of a Chinese input method behind it; null where there is none. */
function wideColon(text: string, lines: LineCounter): SpecReading | null {
  const found = /^[ \t-]*[A-Za-z]+(?=：)/mu.exec(text)
  if (found === null) return null
  const place = at(lines, found.index + found[0].length)
  return { ok: false, problems: [{ ...place, path: '', message: message('spec.yamlWideColon') }] }
}

function readDocument(document: Document, lines: LineCounter, text: string): SpecReading {
  const wide = wideColon(text, lines)
  const found = [...document.errors, ...document.warnings]
  // Where the depth is too much the parser says so again for each level that it gives up.
  const exhausted = found.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  const faults = exhausted ? [exhausted] : found
  if (faults.length > 0) {
    if (wide !== null) return wide
    return inOrder(
      faults.map((fault) => ({ ...at(lines, fault.pos[0]), path: '', message: describeYamlError(fault) })),
    )
  }
  const loose = findLooseAlias(document)
  if (loose !== null) {
    return { ok: false, problems: [{ ...at(lines, loose), path: '', message: message('spec.yamlAlias') }] }
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 })
  if (value === null || value === undefined) return refused(message('spec.empty'))
  const parsed = serverSpec.safeParse(value)
  if (parsed.success) return { ok: true, spec: parsed.data }
  if (wide !== null) return wide
  const findings = withoutEchoes(parsed.error.issues.flatMap((issue) => describeIssue(issue, value)))
  const problems = findings.map((finding) => ({
    ...at(lines, locate(document, finding.path, finding.pointAt)),
    path: writePath(finding.path),
    message: finding.message,
  }))
  return inOrder(problems)
}

/** A misspelt key is one mistake: that the key it stands for is missing is not told as well. */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const meant = new Set(
    findings.flatMap(({ path, message: { key, params } }) => {
      const near = key === 'spec.keyUnknownNear' ? params?.['near'] : undefined
      return typeof near === 'string' ? [writePath([...path.slice(0, -1), near])] : []
    }),
  )
  return findings.filter(
    ({ path, message: { key } }) => key !== 'spec.keyMissing' || !meant.has(writePath(path)),
  )
}

function inOrder(problems: SpecProblem[]): SpecReading {
  const sorted = problems.sort((a, b) => a.line - b.line || a.column - b.column)
  return { ok: false, problems: sorted.slice(0, shownProblems) }
}

function refused(text: Message): SpecReading {
  return { ok: false, problems: [{ line: 1, column: 1, path: '', message: text }] }
}

function tooLarge(): Message {
  return message('spec.tooLarge')
}

function at(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

/** YAML 1.2.2 §5.1 forbids these characters; the parser lets them pass. */
const forbiddenCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|\p{Surrogate}/u

function findForbiddenCharacter(text: string): SpecProblem | null {
  const index = text.search(forbiddenCharacter)
  if (index < 0) return null
  const before = text.slice(0, index).split(/\r\n|\n/)
  const code = (text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const key = 'spec.forbiddenCharacter' satisfies MessageKey
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    path: '',
    message: message(key, { code: `U+${code}` }),
  }
}

/** A path as people write it: `mailboxes[0].name`. */
function writePath(path: SpecPath): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('')
}
