import { delimiter, dirname } from 'node:path'

/**
 * How this program was called, so that commands that are shown can be typed as they stand: through npm, by the path of
 * bin/mailwright (which tells it in MAILWRIGHT_CALLED_AS), or by name where it lies on the PATH.
 */
export function invocation(env: Readonly<Record<string, string | undefined>>): string {
  if (env['npm_lifecycle_event'] === 'mailwright') return 'npm run --silent mailwright --'
  const path = env['MAILWRIGHT_CALLED_AS']
  if (!path) return 'bin/mailwright'
  if ((env['PATH'] ?? '').split(delimiter).includes(dirname(path))) return 'mailwright'
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}

/** Puts that in the place of the bare name wherever a text shows a command of ours. */
export function asInvoked(text: string, program: string): string {
  return text.replace(
    /(?<![\w./-])mailwright (?=-|COMMAND|命令|[a-z])/g,
    `${program.replaceAll('$', '$$$$')} `,
  )
}
