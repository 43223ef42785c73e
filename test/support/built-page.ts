import react from '@vitejs/plugin-react'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '..', '..')
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
/** Stricter than the app's own in one point: no inline styles, so that nothing depends on them. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"

/** A page that is served at `address`. */
export interface BuiltPage {
  readonly address: string
  close(): Promise<void>
}

/** Builds a page of the project, named by its path, and serves it on loopback under a strict Content-Security-Policy; port 0 is any that is free. */
export async function serveBuiltPage(page: string, port = 0): Promise<BuiltPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'mailwright-page-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome114', rolldownOptions: { input: join(root, page) } },
  })
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname))
    readFile(join(outDir, path)).then(
      (content) => {
        const type = types[extname(path)] ?? 'application/octet-stream'
        response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: bound } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${bound}/${page}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
