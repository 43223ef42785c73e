import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import type { Core } from '#core/core.ts'
import { emptyFields } from '#shared/model/draft.ts'
import { labHost } from '../store/scratch-store.ts'
import { type Client, failureOfCall, scriptedCore } from './support/scripted-core.ts'

type Wire = (core: Core, direct: Client) => Promise<Client>

const wires: Record<string, Wire> = {
  'a direct call': (_core, direct) => Promise.resolve(direct),
  'a MessagePort': (core) => {
    const { port1, port2 } = new MessageChannel()
    new PortHandler(core.router).upgrade(port1)
    const client: Client = createORPCClient(new PortLink({ port: port2 }))
    port1.start()
    port2.start()
    onTestFinished(() => port1.close())
    return Promise.resolve(client)
  },
  'a WebSocket': async (core) => {
    const server = createServer()
    const sockets = new WebSocketServer({ server })
    const handler = new SocketHandler(core.router)
    sockets.on('connection', (socket) => void handler.upgrade(socket))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const websocket = new WebSocket(`ws://127.0.0.1:${port}`)
    onTestFinished(() => {
      websocket.close()
      server.close()
    })
    return createORPCClient(new SocketLink({ websocket }))
  },
}

describe.each(Object.entries(wires))('over %s', (_name, connect) => {
  async function connected() {
    const scripted = await scriptedCore()
    return { ...scripted, client: await connect(scripted.core, scripted.client) }
  }

  it('hosts are made, found and removed', async () => {
    const { client } = await connected()
    const host = await client.hosts.create(labHost)
    expect(await client.hosts.list({ search: 'lab' })).toEqual([host])
    expect(await client.hosts.remove({ id: host.id })).toEqual({ removed: true })
  })

  it('a failure arrives with code, words and next step', async () => {
    const { client } = await connected()
    expect(await failureOfCall(client.hosts.get({ id: 'nobody' }))).toEqual({
      code: 'hostUnknown',
      message: { key: 'failure.hostUnknown', params: {} },
      next: { key: 'failure.hostUnknownNext', params: {} },
    })
  })

  it('hostile text passes whole', async () => {
    const { client } = await connected()
    const notes = '\0"\'`$(x)\r\n\uD800邮\u202E👩‍👩‍👧'
    const host = await client.hosts.create({ ...labHost, notes })
    expect((await client.hosts.get({ id: host.id })).notes === notes).toBe(true)
    const draft = await client.drafts.create({ hostId: null })
    const saved = await client.drafts.save({ ...draft, fields: { ...emptyFields, domain: notes } })
    expect(saved.fields.domain === notes).toBe(true)
  })

  it('settings are watched, and the watching ends with its reader', async () => {
    const { client } = await connected()
    const seen: string[] = []
    const stop = new AbortController()
    for await (const { language } of await client.settings.watch(undefined, { signal: stop.signal })) {
      seen.push(language)
      if (seen.length === 2) break
      await client.settings.save({ language: 'zh', theme: 'dark' })
    }
    expect(seen).toEqual(['en', 'zh'])
  })

  it('a run is told as it goes, also when it fails', async () => {
    const { client, outside } = await connected()
    const host = await client.hosts.create(labHost)
    outside.journal.start()
    outside.journal.say('hello')
    const events: string[] = []
    const reading = (async () => {
      for await (const event of await client.runs.follow({ hostId: host.id, runId: 'r', after: 0 })) {
        events.push(event.event)
        if (events.length === 2) outside.journal.breakOff()
      }
    })()
    expect((await failureOfCall(reading)).code).toBe('connectTimedOut')
    expect(events).toEqual(['start', 'output'])
  })
})
