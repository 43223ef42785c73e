import { createServer } from 'vite'
import react from '@vitejs/plugin-react'

/** Serves the window on the fake core: `node test/support/fake-server.ts [port]`, then open /test/support/fake.html. */
const server = await createServer({
  configFile: false,
  root: new URL('../..', import.meta.url).pathname,
  plugins: [react()],
  server: { port: Number(process.argv[2] ?? '5199'), host: '127.0.0.1', strictPort: true, hmr: false },
})
await server.listen()
