import { parseArgs } from 'node:util'
import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import { message, type Message } from '#shared/message.ts'
import { languages, type Language } from '#shared/language.ts'

const options = {
  port: { type: 'string' },
  // The start script opens the browser, or does not; here the option only must not be an error.
  'no-open': { type: 'boolean' },
  data: { type: 'string' },
  lang: { type: 'string' },
} as const

/** How browser mode was started; port 0 is any that is free. */
export interface WebOptions {
  readonly port: number
  readonly data: string | undefined
  readonly lang: Language | undefined
}

/** Reads the command line of browser mode; throws the failure usageInvalid on whatever it does not know. */
export function readWebOptions(words: readonly string[]): WebOptions {
  const { values, tokens } = parseArgs({ args: [...words], options, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') throw wrong(message('cli.tooManyWords'))
    if (token.kind !== 'option') continue
    const known = Object.entries(options).find(([name]) => name === token.name)?.[1]
    if (known === undefined) throw wrong(message('cli.unknownOption', { word: token.rawName }))
    if (known.type === 'string' && (token.value === undefined || token.value === ''))
      throw wrong(message('cli.optionNeedsValue', { word: token.rawName }))
  }
  const { port = '0', data, lang } = values
  const number = Number(port)
  if (!/^\d{1,5}$/.test(String(port)) || number > 65_535)
    throw wrong(message('cli.invalidValue', { word: '--port' }))
  const language = languages.find((one) => one === lang)
  if (lang !== undefined && language === undefined)
    throw wrong(message('cli.invalidValue', { word: '--lang' }))
  return { port: number, data: typeof data === 'string' ? data : undefined, lang: language }
}

function wrong(detail: Message): FailureError {
  const { failure } = fail('usageInvalid', { detail })
  return new FailureError({ ...failure, next: message('settings.webUsageNext') })
}
