import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..', '..', '..')

/** The program in browser mode: a server of its own, at an address with its one-time token. */
export interface BrowserMode {
  readonly address: string
  readonly pid: number
  /** Ends the server as a closed terminal would, and waits until it is gone. */
  close(): Promise<void>
}

/** Starts browser mode on a data directory; builds first what is older than its sources. */
export async function startBrowserMode(data: string, language: 'zh' | 'en'): Promise<BrowserMode> {
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs'), 'core', 'web', 'page'])
  const server = spawn(
    process.execPath,
    [join(root, 'dist/web/main.cjs'), '--no-open', '--data', data, '--lang', language],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let told = ''
    const listen = (chunk: Buffer) => {
      told += chunk.toString()
      const found = /https?:\/\/\S+/.exec(told)?.[0]
      if (found !== undefined) resolve(found)
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    server.once('exit', () => reject(new Error(`browser mode ended: ${told}`)))
  })
  const close = async () => {
    server.kill('SIGTERM')
    await gone
  }
  return { address, pid: server.pid ?? 0, close }
}
