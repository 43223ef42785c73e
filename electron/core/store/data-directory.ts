import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fail } from '#shared/fail.ts'

/** The name of the database in the data directory. */
export const databaseName = 'mailwright.db'

/**
 * Where window, browser and terminal keep their data: MAILWRIGHT_HOME, else `mailwright` under XDG_DATA_HOME or
 * ~/.local/share (XDG Base Directory Specification); on macOS and Windows `data` in the program's own folder, beside what
 * Chromium keeps there for the window.
 */
export function defaultDataDirectory(env: NodeJS.ProcessEnv, platform = process.platform): string {
  if (env.MAILWRIGHT_HOME) return resolve(env.MAILWRIGHT_HOME)
  return platform === 'darwin' || platform === 'win32'
    ? join(windowDirectory(env, platform), 'data')
    : xdgDataDirectory(env)
}

/**
 * The directory in which an earlier version left a database for `directory`: window and terminal had one each. Null where
 * there is none, and for a directory that somebody chose.
 */
export function findFormerData(
  directory: string,
  env: NodeJS.ProcessEnv,
  platform = process.platform,
): string | null {
  if (env.MAILWRIGHT_HOME || directory !== defaultDataDirectory(env, platform)) return null
  const places = [windowDirectory(env, platform), xdgDataDirectory(env)].filter(
    (place) => place !== directory,
  )
  return places.find((place) => existsSync(join(place, databaseName))) ?? null
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

/** Electron's userData: `mailwright` under what the platform has for applications. */
function windowDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'mailwright')
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'mailwright')
  return join(absolute(env.XDG_CONFIG_HOME) ?? join(home, '.config'), 'mailwright')
}

function xdgDataDirectory(env: NodeJS.ProcessEnv): string {
  return join(absolute(env.XDG_DATA_HOME) ?? join(homedir(), '.local', 'share'), 'mailwright')
}

/** A relative path in these variables is to be ignored, says the specification. */
function absolute(path: string | undefined): string | null {
  return path?.startsWith('/') ? path : null
}
