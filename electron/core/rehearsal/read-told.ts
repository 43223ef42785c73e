import type { RehearsalVerdict } from '#shared/model/rehearsal.ts'

/** A file that a package keeps under /etc, and what an upgrade does with it. */
export interface KeptByPackage {
  readonly path: string
  /** `asked`: the upgrade asks whether to keep it; `taken`: its new text is put there; `gone`: removed; `left`: as it is. */
  readonly fate: 'asked' | 'taken' | 'gone' | 'left'
  /** Its text in the next release; null where there is none, or where it is no text. */
  readonly text: string | null
}

/** What the first program of a rehearsal tells. */
export interface Prepared {
  readonly versions: ReadonlyMap<string, string>
  readonly files: readonly KeptByPackage[]
  readonly upgrade: {
    readonly upgraded: number
    readonly added: number
    readonly held: number
    readonly removed: readonly string[]
    readonly download: number
  } | null
  readonly foreignSources: readonly string[]
  /** Bytes. */
  readonly downloaded: number
  readonly isReady: boolean
  readonly failed: { readonly code: string; readonly evidence: string } | null
  /** KiB that are free. */
  readonly free: number
}

/** Reads the output of the first program; lines that it does not know are passed over. */
export function readPrepared(output: string): Prepared {
  const lines = output.split('\n').map((line) => line.split('\t'))
  const all = (word: string) => lines.filter(([first]) => first === word)
  const one = (word: string) => all(word)[0] ?? []
  const [, upgraded = '', added = '', held = ''] = one('upgrade')
  return {
    versions: new Map(all('package').map(([, name = '', version = '']) => [name, version])),
    files: all('file').map(readFile),
    upgrade: /^\d+$/.test(upgraded)
      ? {
          upgraded: Number(upgraded),
          added: Number(added),
          held: Number(held),
          removed: all('removed').map(([, name = '']) => name),
          download: Number(one('bytes')[1] ?? 0),
        }
      : null,
    foreignSources: [...new Set(all('foreign').map(([, uri = '']) => uri))],
    downloaded: Number(one('download')[2] ?? 0) + sizeOf(one('lists')[1] ?? ''),
    isReady: all('ready').length > 0,
    failed: readFailed(one('failed')),
    free: Number(one('space')[1] ?? 0),
  }
}

/** Why a program of a rehearsal gave up, or null. */
export function readFailed([, code, evidence = '']: readonly string[]): Prepared['failed'] {
  return code === undefined ? null : { code, evidence: decode(evidence) }
}

/** `10.2 MB`, as apt writes sizes, in bytes; 0 for anything else. */
function sizeOf(text: string): number {
  const match = /^([\d.,]+) (k|M|G)?B$/.exec(text)
  const factor = { k: 1e3, M: 1e6, G: 1e9 }[match?.[2] ?? ''] ?? 1
  return match === null ? 0 : Math.round(Number(match[1]?.replaceAll(',', '')) * factor)
}

function readFile(line: readonly string[]): KeptByPackage {
  const [, keeper = '', path = '', old = '', current = '', next = '', coded = ''] = line
  const text = coded === '' ? null : decode(coded)
  return {
    path,
    fate: fateOf({ old, current, next, isEmpty: keeper === 'ucf' && coded === '' }),
    text: text === null || text.includes('\0') || text.includes('\ufffd') ? null : text,
  }
}

/** As dpkg(1) and ucf(1) decide, by the sums that a file came with, has now, and comes with next; `-` stands for no file. */
function fateOf({
  old,
  current,
  next,
  isEmpty,
}: {
  old: string
  current: string
  next: string
  isEmpty: boolean
}): KeptByPackage['fate'] {
  if (old === '-') return current === '-' && next !== '-' && !isEmpty ? 'taken' : 'left'
  if (current === '-' || current === next || old === next) return 'left'
  if (current === old) return next === '-' ? 'gone' : 'taken'
  return next === '-' ? 'left' : 'asked'
}

/** The configurations that are tried, in their order. */
export type Round = 'asIs' | 'kept' | 'replaced'

/** What the second program of a rehearsal tells. */
export interface Tried {
  /** By round, then by the number of the checker. */
  readonly verdicts: ReadonlyMap<string, RehearsalVerdict>
  /** Every setting that Dovecot of the next release knows; empty where it could not be asked. */
  readonly known: ReadonlySet<string>
  readonly failed: Prepared['failed']
  readonly isReady: boolean
}

/** Reads the output of the second program. */
export function readTried(output: string): Tried {
  const lines = output.split('\n').map((line) => line.split('\t'))
  const verdicts = new Map<string, RehearsalVerdict>()
  for (const [word, round = '', index = '', state = '', words = ''] of lines) {
    if (word !== 'tried') continue
    const known = state === 'holds' || state === 'fails' ? state : 'unknown'
    verdicts.set(verdictKey(round, Number(index)), { state: known, words: decode(words).trim() })
  }
  const names = lines.find(([word]) => word === 'known')?.[1] ?? ''
  return {
    verdicts,
    known: new Set(decode(names).split(/\s+/).filter(Boolean)),
    failed: readFailed(lines.find(([word]) => word === 'failed') ?? []),
    isReady: lines.some(([word]) => word === 'ready'),
  }
}

/** The key of a verdict in `Tried.verdicts`. */
export function verdictKey(round: string, index: number): string {
  return `${round} ${String(index)}`
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8')
}
