import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startWebServer } from '../../../electron/web/web-server.ts'
import { scriptedCore } from '../core/handlers/support/scripted-core.ts'

async function started(): Promise<{ port: number; token: string }> {
  const { core, directory } = await scriptedCore()
  const pageDirectory = join(directory, 'page')
  mkdirSync(pageDirectory)
  writeFileSync(join(pageDirectory, 'index.html'), '<!doctype html>')
  let token = ''
  const onAddress = (address: string): void => void (token = new URL(address).search)
  const server = await startWebServer({ core, pageDirectory, port: 0, onAddress })
  onTestFinished(() => server.close())
  return { port: server.port, token }
}

/** Sends bytes and resolves with what came back until the other side closed. */
async function say(port: number, bytes: string | Buffer, then?: (socket: Socket) => void): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port })
  let heard = ''
  socket
    .on('error', () => undefined)
    .on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      if (heard.includes('\r\n\r\n') && then) {
        const act = then
        then = undefined
        act(socket)
      }
    })
  socket.write(bytes)
  await new Promise((resolve) => socket.once('close', resolve))
  return heard
}

function request(port: number, path: string, headers: readonly string[]): string {
  return [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, '', ''].join('\r\n')
}

const upgrade = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
]

async function session(): Promise<{ port: number; headers: readonly string[] }> {
  const { port, token } = await started()
  const entered = await say(port, request(port, `/${token}`, ['Connection: close']))
  const cookie = /set-cookie: ([^;]+)/i.exec(entered)?.[1] ?? ''
  return { port, headers: [...upgrade, `Origin: http://127.0.0.1:${port}`, `Cookie: ${cookie}`] }
}

it('a frame that announces a terabyte ends its socket before anything is kept', async () => {
  const { port, headers } = await session()
  const huge = Buffer.from([0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4])
  const heard = await say(port, request(port, '/rpc', headers), (socket) => socket.write(huge))
  expect(heard).toContain('101 Switching Protocols')
  // RFC 6455 §7.4.1: 1009, message too big.
  expect(heard).toContain('\x88\x02\x03\xf1')
})

it.each([
  ['bytes that are no frame', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['a frame without a mask', Buffer.from([0x81, 0x02, 0x68, 0x69])],
  ['reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
  ['text that is no UTF-8', Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff])],
])('%s end the socket, and the server goes on', async (_name, bytes) => {
  const { port, headers } = await session()
  const heard = await say(port, request(port, '/rpc', headers), (socket) => socket.write(bytes))
  expect(heard).toContain('101 Switching Protocols')
  expect(await say(port, request(port, '/', ['Connection: close']))).toContain('403')
})

it('a WebSocket without a session, and endless headers, are refused', async () => {
  const { port } = await started()
  const origin = `Origin: http://127.0.0.1:${port}`
  expect(await say(port, request(port, '/rpc', [...upgrade, origin]))).toContain('403 Forbidden')
  expect(await say(port, request(port, '/', [`X: ${'x'.repeat(100_000)}`]))).toContain('431')
})
