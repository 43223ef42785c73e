import { realpathSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createI18n, languageOfLocale, translate } from '#shared/translate.ts'
import { failureOf } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { createCore } from '#core/core.ts'
import { liveOutside } from '#core/live-outside.ts'
import { defaultDataDirectory } from '#core/store/data-directory.ts'
import { programFiles } from './program-files.ts'
import { startWebServer } from './web-server.ts'

const { env } = process
const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      // The start script opens the browser, or does not; here the option only must not be an error.
      'no-open': { type: 'boolean', default: false },
      data: { type: 'string' },
      lang: { type: 'string' },
    },
  })
  const texts = createI18n(languageOfLocale(values.lang ?? locale))
  const { pageDirectory, version } = programFiles(realpathSync(process.argv[1] ?? ''))
  const core = await createCore({
    mode: 'browser',
    version,
    dataDirectory: values.data ?? defaultDataDirectory(env),
    keychain: null,
    locale: values.lang ?? locale,
    outside: liveOutside,
  })
  const server = await startWebServer({
    core,
    pageDirectory,
    port: Number(values.port),
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
      process.exit(0)
    })
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  process.on('unhandledRejection', (error) => core.log.error('unhandled rejection', error))
}

main().catch((error: unknown) => {
  const { failure } = failureOf(error)
  const texts = createI18n(languageOfLocale(locale))
  process.stderr.write(`${translate(texts, failure.message)}\n${translate(texts, failure.next)}\n`)
  process.exit(1)
})
