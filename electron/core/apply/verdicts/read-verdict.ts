import type { MessageParam } from '#shared/message.ts'
import type { Finding } from '#shared/model/run.ts'
import { bindWords } from './bind-words.ts'
import { dovecotWords } from './dovecot-words.ts'
import { nftablesWords } from './nftables-words.ts'
import { postfixWords } from './postfix-words.ts'
import type { Said } from './said.ts'
import { zoneWords } from './zone-words.ts'

/** Whose checker speaks. */
export const checkedDaemons = ['bind', 'dovecot', 'postfix', 'nftables'] as const
export type CheckedDaemon = (typeof checkedDaemons)[number]

/** What each daemon's checkers are known to say; the first that matches counts. */
export const wordsOf: Readonly<Record<CheckedDaemon, readonly Said[]>> = {
  bind: [...zoneWords, ...bindWords],
  dovecot: dovecotWords,
  postfix: postfixWords,
  nftables: nftablesWords,
}

/** A line of a checker as the program on the server tells it: with its place, where the line or the files name one. */
export interface VerdictLine {
  readonly daemon: CheckedDaemon
  readonly text: string
  readonly file: string | null
  readonly line: number | null
  /** The configuration was refused for this line. */
  readonly bad: boolean
}

/**
 * What a line of a checker says, in words; null where it only repeats or decorates another line. A line that nobody knows yet is
 * told as it stands.
 */
export function readVerdict({ daemon, text, file, line, bad }: VerdictLine): Finding | null {
  const place = { file, line, text }
  for (const { says, key, next, severity } of wordsOf[daemon]) {
    const found = says.exec(text)
    if (found === null) continue
    if (key === null) return null
    const params: Readonly<Record<string, MessageParam>> = { ...found.groups }
    return {
      ...place,
      severity: severity ?? (bad ? 'error' : 'warning'),
      message: { key, params },
      next: next === undefined ? null : { key: next, params },
    }
  }
  if (!speaks(daemon, text)) return null
  const said = { key: 'verdict.other', params: { text } } as const
  return { ...place, severity: bad ? 'error' : 'warning', message: said, next: null }
}

/** Whether a line that nobody knows is meant for people: not the rule that nft repeats, nor the carets under it. */
function speaks(daemon: CheckedDaemon, text: string): boolean {
  if (text.trim() === '') return false
  return daemon !== 'nftables' || /:\d+:\d+-\d+: /.test(text)
}
