import { serveBuiltPage } from './built-page.ts'

/** The page of the window on a fake core. */
export const fakePage = 'test/support/fake.html'

// `node test/support/fake-server.ts [port]`
if (import.meta.main) {
  const { address } = await serveBuiltPage(fakePage, Number(process.argv[2] ?? '5199'))
  process.stdout.write(`${address}\n`)
}
