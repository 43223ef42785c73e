import { languageOfLocale, languages, type Language } from '#shared/language.ts'
import { createI18n, translate } from '#shared/translate.ts'
import type { Message } from '#shared/message.ts'
import { asInvoked, invocation } from './invocation.ts'
import { paints, type Paints } from './paint.ts'
import { plain } from './plain.ts'

/** Where a command writes and in what way: the language, whether people read along, whether colours are wanted. */
export interface Terminal {
  readonly language: Language
  /** True with `--json`: standard output carries documents only. */
  readonly json: boolean
  /** Somebody sits at it and can be asked. */
  readonly interactive: boolean
  /** Standard output is read by a person as it comes, not by a program or from a file. */
  readonly attended: boolean
  /** Standard output is a screen whose last line can be rewritten. */
  readonly screen: boolean
  readonly columns: number
  readonly paint: Paints
  /** How this program is called, for commands that are shown. */
  readonly program: string
  /** The sentence of a message. */
  readonly say: (message: Message) => string
  /** Writes text to standard output. */
  readonly write: (text: string) => void
  /** Writes text to standard error. */
  readonly warn: (text: string) => void
}

/** The process as a terminal sees it. */
export interface Streams {
  readonly stdin: { readonly isTTY?: boolean }
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown }
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown }
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Makes a terminal of the process's streams; colours follow NO_COLOR (no-color.org) and TERM. */
export function openTerminal(streams: Streams, options: { json: boolean; language: Language }): Terminal {
  const { stdin, stdout, stderr, env } = streams
  const i18n = createI18n(options.language)
  const attended = stdout.isTTY === true && !options.json
  const screen = attended && env['TERM'] !== 'dumb'
  const program = invocation(env)
  const colours = screen && !env['NO_COLOR']
  return {
    language: options.language,
    json: options.json,
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    attended,
    screen,
    columns: Math.max(40, stdout.columns ?? 80),
    paint: paints(colours),
    program,
    say: (text) => asInvoked(plain(translate(i18n, text)), program),
    write: (text) => void stdout.write(options.json ? visible(text) : text),
    warn: (text) => void stderr.write(text),
  }
}

/** JSON that may be looked at on a terminal too: what cannot be seen in its strings is written as escapes (RFC 8259 §7). */
function visible(json: string): string {
  return json.replace(/[^\P{C}\n\t]|[\u2028\u2029]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** The language asked for by `--lang`, otherwise by the locale (POSIX XBD §8.2: LC_ALL, LC_MESSAGES, LANG). */
export function chooseLanguage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const asked = optionValue(argv, '--lang')
  const known = languages.find((language) => language === asked)
  return known ?? languageOfLocale(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'])
}

function optionValue(argv: readonly string[], name: string): string | undefined {
  const joined = argv.find((word) => word.startsWith(`${name}=`))
  if (joined) return joined.slice(name.length + 1)
  const index = argv.indexOf(name)
  return index < 0 ? undefined : argv[index + 1]
}
