import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const root = join(import.meta.dirname, '..', '..')
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
/** Stricter than the program's own: what the screens themselves need. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'"

/** The window on a fake core, served at `address`. */
export interface FakeWindow {
  readonly address: string
  close(): Promise<void>
}

/** Builds the window on the fake core and serves it from loopback under a strict Content-Security-Policy. */
export async function serveFakeWindow(port = 0): Promise<FakeWindow> {
  const outDir = await mkdtemp(join(tmpdir(), 'mailwright-fake-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input: join(root, 'test/support/fake.html') },
    },
  })
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://fake').pathname))
    const file = join(outDir, path)
    const type = types[extname(file)]
    if (type === undefined || !existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: bound } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${bound}/test/support/fake.html`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}

// `node test/support/fake-server.ts [port]`
if (import.meta.main) {
  const { address } = await serveFakeWindow(Number(process.argv[2] ?? '5199'))
  process.stdout.write(`${address}\n`)
}
