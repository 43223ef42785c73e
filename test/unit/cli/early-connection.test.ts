import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { dialEarly } from '../../../electron/cli/dial-early.ts'
import { takeUp, type EarlyConnection } from '../../../electron/cli/early-connection.ts'

/** A server that tells what a client says after its own greeting. */
async function listening(): Promise<{ port: number; heard: Promise<string> }> {
  const heard = Promise.withResolvers<string>()
  const server = createServer((socket) => {
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => undefined).write('SSH-2.0-OpenSSH_9.2\r\n')
    socket.once('data', (chunk) => heard.resolve(chunk.toString('latin1')))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, heard: heard.promise }
}

function connectEarly(argv: readonly string[]): EarlyConnection | null {
  const dialled = dialEarly(argv)
  return dialled && takeUp(dialled)
}

test('a server that a command line names is greeted, and the connection is given once, to that caller only', async () => {
  const { port, heard } = await listening()
  const early = connectEarly(['plan', 'spec.yaml', '--host', `root@127.0.0.1:${port}`, '--json'])
  expect(await heard).toMatch(/^SSH-2\.0-/)
  const caller = { address: '127.0.0.1', port, user: 'root' }
  expect(await early?.takeFor({ ...caller, port: port + 1 })).toBeUndefined()
  expect(await early?.takeFor({ ...caller, user: 'admin' })).toBeUndefined()
  expect(await early?.takeFor(caller)).toBeDefined()
  expect(await early?.takeFor(caller)).toBeUndefined()
})

test('a connection that is gone is not given', async () => {
  const server = createServer((socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const early = connectEarly(['plan', 'spec.yaml', '--host', `root@127.0.0.1:${port}`])
  await early?.answered
  await expect
    .poll(() => early?.takeFor({ address: '127.0.0.1', port, user: 'root' }), { timeout: 5_000 })
    .toBeUndefined()
})

test.each([
  [['plan', '--help', '--host', 'root@127.0.0.1']],
  [['plan', 'spec.yaml']],
  [['--host', 'root@127.0.0.1']],
  [['plan', '--host']],
  [['plan', '--host', 'root@']],
  [['plan', '--host', 'root@[::1]']],
  [['plan', '--host', 'root@127.0.0.1:99999']],
  [['plan', '--host', 'root@$(id)']],
])('nothing is dialled for %j', (argv) => {
  expect(dialEarly(argv)).toBeNull()
})
