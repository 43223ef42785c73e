import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { dialEarly } from '../../../electron/cli/early-dial.ts'

async function listening(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test('a server that a command line names is dialled, and the connection is given once, to that server only', async () => {
  const port = await listening()
  const early = dialEarly(['plan', 'spec.yaml', '--host', `root@127.0.0.1:${port}`, '--json'])
  expect(early?.takeFor({ address: '127.0.0.1', port: port + 1 })).toBeUndefined()
  const socket = early?.takeFor({ address: '127.0.0.1', port })
  expect(socket?.remotePort ?? port).toBe(port)
  expect(early?.takeFor({ address: '127.0.0.1', port })).toBeUndefined()
  socket?.destroy()
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
