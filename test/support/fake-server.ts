import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

/**
 * Builds the window on the fake core and serves it under the real Content-Security-Policy:
 * `node test/support/fake-server.ts [port]`, then open /test/support/fake.html.
 */
const port = Number(process.argv[2] ?? '5199')
const root = new URL('../..', import.meta.url).pathname
const outDir = join(tmpdir(), `mailwright-fake-${port}`)
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  plugins: [react()],
  build: { outDir, emptyOutDir: true, rollupOptions: { input: join(root, 'test/support/fake.html') } },
})

createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://fake').pathname))
  const file = join(outDir, path)
  const type = types[extname(file)]
  if (type === undefined || !existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'",
  })
  createReadStream(file).pipe(response)
}).listen(port, '127.0.0.1')
