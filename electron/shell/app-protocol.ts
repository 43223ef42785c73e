import { join } from 'node:path'
import { protocol } from 'electron'
import { readPageFile } from '#core/page-file.ts'
import { pageHeaders } from '#core/page-policy.ts'

/** The page's address; nothing else is ever loaded into the window. */
export const pageAddress = 'app://mailwright/'

/** Makes `app:` a scheme with an origin of its own, a secure context; before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page, and only that, under its address. */
export function serveApp(appPath: string): void {
  const directory = join(appPath, 'dist', 'renderer')
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    const file = url.host === 'mailwright' ? await readPageFile(directory, url.pathname) : null
    if (file === null) return new Response('not here', { status: 404, headers: pageHeaders })
    return new Response(new Uint8Array(file.body), { headers: { ...pageHeaders, 'content-type': file.type } })
  })
}
