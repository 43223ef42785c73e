import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Where the parts of the program lie, seen from the file that was started: dist/web/main.cjs or electron/web/main.ts. */
export function programFiles(startedFile: string): { pageDirectory: string; version: string } {
  const root = join(dirname(startedFile), '..', '..')
  const built = join(dirname(startedFile), '..', 'renderer')
  const pageDirectory = existsSync(join(built, 'index.html')) ? built : join(root, 'dist', 'renderer')
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  return { pageDirectory, version }
}
