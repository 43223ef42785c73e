import { chmodSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fail } from '#shared/fail.ts'

/**
 * Where the data live in browser and terminal: MAILWRIGHT_HOME, else `mailwright` under XDG_DATA_HOME, else under
 * ~/.local/share (XDG Base Directory Specification).
 */
export function defaultDataDirectory(env: NodeJS.ProcessEnv): string {
  if (env.MAILWRIGHT_HOME) return resolve(env.MAILWRIGHT_HOME)
  // A relative XDG_DATA_HOME is to be ignored, says the specification.
  const base = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : join(homedir(), '.local', 'share')
  return join(base, 'mailwright')
}

/** Makes the directory, for this user alone (0700). Throws `dataDirectoryUnusable`. */
export function prepareDataDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw fail('dataDirectoryUnusable', { path, detail }, { cause })
  }
}
