import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCHandler } from '@orpc/server/ws'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import type { Core } from '#core/core.ts'
import { SocketLink } from '../../../renderer/socket-link.ts'
import { type Client, failureOfCall, scriptedCore } from '../core/handlers/support/scripted-core.ts'

async function served(
  core: Core,
  port = 0,
): Promise<{ port: number; cut: () => void; stop: () => Promise<void> }> {
  const server: Server = createServer()
  const sockets = new WebSocketServer({ server })
  const handler = new RPCHandler(core.router)
  sockets.on('connection', (socket) => void handler.upgrade(socket))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => sockets.clients.forEach((client) => client.terminate())
  const stop = async (): Promise<void> => {
    cut()
    await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(async () => {
    if (server.listening) await stop()
  })
  return { port: (server.address() as AddressInfo).port, cut, stop }
}

const clientFor = (port: number): Client => createORPCClient(new SocketLink(`ws://127.0.0.1:${port}/rpc`))

describe('the link of the page', () => {
  it('carries many calls over one socket', async () => {
    const { core } = await scriptedCore()
    const { port } = await served(core)
    const client = clientFor(port)
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.settings.get()))
    expect(answers).toHaveLength(50)
  })

  it('comes back by itself after the socket was cut, and after the server was started again', async () => {
    const { core } = await scriptedCore()
    const first = await served(core)
    const client = clientFor(first.port)
    await client.settings.get()
    first.cut()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await client.settings.get()).toMatchObject({ language: 'en' })
    await first.stop()
    await new Promise((resolve) => setTimeout(resolve, 50))
    setTimeout(() => void served(core, first.port), 300)
    expect(await client.settings.get()).toMatchObject({ language: 'en' })
  })

  it('ends a stream that the cut breaks with a failure in words', async () => {
    const { core } = await scriptedCore()
    const { port, cut } = await served(core)
    const client = clientFor(port)
    const watching = (async () => {
      for await (const _ of await client.settings.watch()) cut()
    })()
    expect((await failureOfCall(watching)).code).toBe('coreUnreachable')
  })
})
