import { realpathSync } from 'node:fs'
import { languageOfLocale } from '#shared/language.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { failureOf } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { createCore } from '#core/core.ts'
import { endProgram } from '#core/end-program.ts'
import { liveOutside } from '#core/live-outside.ts'
import { defaultDataDirectory } from '#core/store/data-directory.ts'
import { programFiles } from './program-files.ts'
import { readWebOptions } from './web-options.ts'
import { startWebServer } from './web-server.ts'

const { env } = process
const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG

async function main(): Promise<void> {
  const { port, data, lang } = readWebOptions(process.argv.slice(2))
  const texts = createI18n(languageOfLocale(lang ?? locale))
  const { pageDirectory, version } = programFiles(realpathSync(process.argv[1] ?? ''))
  const core = await createCore({
    mode: 'browser',
    version,
    dataDirectory: data ?? defaultDataDirectory(env),
    keychain: null,
    locale: lang ?? locale,
    outside: liveOutside,
  })
  const server = await startWebServer({
    core,
    pageDirectory,
    port,
    onAddress: (address, isFirst) => {
      const text = isFirst
        ? message('settings.webAddress', { address })
        : message('settings.webAddressNext', { address })
      process.stdout.write(`${translate(texts, text)}\n`)
    },
  })
  const end = (): void => {
    void server.close().then(() => {
      core.close()
      endProgram(0)
    })
  }
  // A closed terminal ends it, too (SIGHUP).
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end)
  process.on('unhandledRejection', (error) => core.log.error('unhandled rejection', error))
}

main().catch((error: unknown) => {
  const { failure } = failureOf(error)
  const texts = createI18n(languageOfLocale(locale))
  const lines = [translate(texts, failure.message), translate(texts, failure.next), failure.evidence ?? '']
  process.stderr.write(lines.filter((line) => line !== '').join('\n') + '\n')
  endProgram(1)
})
