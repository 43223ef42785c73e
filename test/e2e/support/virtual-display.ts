import { type ChildProcess, spawn } from 'node:child_process'

let display: Promise<string> | null = null

async function startXvfb(): Promise<string> {
  const screen = ['-screen', '0', '1440x960x24', '-nolisten', 'tcp']
  const server: ChildProcess = spawn('Xvfb', ['-displayfd', '3', ...screen], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const pipe = server.stdio[3]
  if (!pipe) throw new Error('Xvfb was started without its pipe')
  const failed = new Promise<never>((_, reject) => {
    server.on('error', () => reject(new Error('Xvfb is not installed (package xvfb)')))
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code ?? 'a signal'}`)))
  })
  failed.catch(() => undefined) // once it runs, its end is ours
  const chosen = new Promise<string>((resolve) => {
    pipe.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`))
  })
  const found = await Promise.race([chosen, failed])
  process.once('exit', () => server.kill())
  server.unref()
  return found
}

/** The display windows are opened on: that of the environment, else an Xvfb that ends with this process. */
export function ensureDisplay(): Promise<string> {
  const own = process.env['DISPLAY']
  if (own) return Promise.resolve(own)
  display ??= startXvfb()
  return display
}
