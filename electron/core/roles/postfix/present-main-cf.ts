import { factText } from '../fact-text.ts'
import { isOwnText } from '../own-text.ts'
import type { RoleInput } from '../role.ts'
import { parametersOf } from './main-cf.ts'

/** The main.cf that is on a server. */
export interface PresentMainCf {
  readonly path: string
  /** Null where there is none. */
  readonly text: string | null
  /** What it sets, as `parametersOf` reads it; empty where there is none. */
  readonly parameters: ReadonlyMap<string, string>
  /** It is there and somebody else's. */
  readonly adopted: boolean
}

/** Reads main.cf from the facts. */
export function presentMainCf({ facts, platform }: Pick<RoleInput, 'facts' | 'platform'>): PresentMainCf {
  const path = `${platform.postfix.directory}/main.cf`
  const text = factText(facts, path)
  return { path, text, parameters: parametersOf(text ?? ''), adopted: text !== null && !isOwnText(text) }
}
