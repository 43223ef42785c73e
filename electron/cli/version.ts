import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The version in package.json, seen from the program that was started; `–` where it stands without one. */
export function programVersion(started: string = process.argv[1] ?? ''): string {
  try {
    const path = join(dirname(realpathSync(started)), '..', '..', 'package.json')
    return /"version": "([^"]+)"/.exec(readFileSync(path, 'utf8'))?.[1] ?? '–'
  } catch {
    return '–'
  }
}
