import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { startWebServer } from '../../../electron/web/web-server.ts'
import { type Client, scriptedCore } from '../core/handlers/support/scripted-core.ts'

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

/** Asks over HTTP with any headers one likes, as a browser would not. */
function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })
}

async function started() {
  const { core, directory } = await scriptedCore()
  const pageDirectory = join(directory, 'page')
  mkdirSync(join(pageDirectory, 'assets'), { recursive: true })
  writeFileSync(join(pageDirectory, 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(join(pageDirectory, 'assets', 'a.js'), 'export {}')
  const addresses: URL[] = []
  const server = await startWebServer({
    core,
    pageDirectory,
    port: 0,
    onAddress: (address) => addresses.push(new URL(address)),
  })
  onTestFinished(() => server.close())
  const { port } = server
  const enter = async (): Promise<string> => {
    const { headers } = await ask(port, `/${addresses.at(-1)?.search}`)
    return String(headers['set-cookie']).split(';')[0] ?? ''
  }
  return { server, port, addresses, enter, origin: `http://127.0.0.1:${port}` }
}

function openSocket(port: number, headers: Record<string, string>, path = '/rpc'): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
    onTestFinished(() => socket.terminate())
  })
}

describe('browser mode', () => {
  it('exchanges the token of the printed address for a cookie, once, and tells the next one', async () => {
    const { port, addresses } = await started()
    const [first] = addresses
    expect(first?.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    const entered = await ask(port, `/${first?.search}`)
    expect(entered.status).toBe(303)
    expect(entered.headers.location).toBe('/')
    expect(String(entered.headers['set-cookie'])).toMatch(
      new RegExp(`^mailwright-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    expect((await ask(port, `/${first?.search}`)).status).toBe(403)
    expect(addresses).toHaveLength(2)
    expect(addresses[1]?.search).not.toBe(first?.search)
  })

  it('shows the page to whoever has the cookie, with a strict policy, and says to others what to open', async () => {
    const { port, enter } = await started()
    const refused = await ask(port, '/')
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('Please open the complete address')
    const cookie = await enter()
    const page = await ask(port, '/', { cookie })
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>page</title>' })
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/)
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect((await ask(port, '/assets/a.js', { cookie })).headers['content-type']).toMatch(/javascript/)
    expect((await ask(port, '/', { cookie: cookie.replace(/=.*/, '=wrong') })).status).toBe(403)
  })

  it('gives out nothing that lies outside the page', async () => {
    const { port, enter } = await started()
    const cookie = await enter()
    for (const path of [
      '/../vault.json',
      '/%2e%2e/vault.json',
      '/..%2fvault.json',
      '/assets',
      '/%00',
      '/%zz',
      '//',
    ]) {
      expect((await ask(port, path, { cookie })).status, path).toBe(404)
    }
    expect((await ask(port, '/', { cookie }, 'POST')).status).toBe(405)
  })

  it('refuses a foreign host name, so that no name can be rebound to it', async () => {
    const { port, enter, addresses } = await started()
    const token = addresses[0]?.search
    for (const host of ['evil.test', `evil.test:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`]) {
      expect((await ask(port, `/${token}`, { host })).status, host).toBe(403)
    }
    const cookie = await enter()
    expect((await ask(port, '/', { cookie, host: `evil.test:${port}` })).status).toBe(403)
    expect((await ask(port, '/', { cookie, host: `localhost:${port}` })).status).toBe(200)
    await expect(
      openSocket(port, { cookie, host: `evil.test:${port}`, origin: `http://evil.test:${port}` }),
    ).rejects.toThrow('403')
  })

  it('refuses pages of a foreign origin, with a cookie too', async () => {
    const { port, enter, origin } = await started()
    const cookie = await enter()
    for (const foreign of [
      'http://evil.test',
      'null',
      `http://127.0.0.1:${port + 1}`,
      `https://127.0.0.1:${port}`,
    ]) {
      expect((await ask(port, '/', { cookie, origin: foreign })).status, foreign).toBe(403)
      await expect(openSocket(port, { cookie, origin: foreign })).rejects.toThrow('403')
    }
    await expect(openSocket(port, { cookie })).rejects.toThrow('403')
    await expect(openSocket(port, { origin })).rejects.toThrow('403')
    await expect(openSocket(port, { cookie, origin }, '/other')).rejects.toThrow('403')
  })

  it('speaks the contract over its WebSocket', async () => {
    const { port, enter, origin } = await started()
    const socket = await openSocket(port, { cookie: await enter(), origin })
    const client: Client = createORPCClient(new RPCLink({ websocket: socket }))
    expect(await client.settings.about()).toMatchObject({ version: '1.2.3', locked: false })
  })

  it('listens on the loopback interface alone and ends with all its connections', async () => {
    const { server, port, enter, origin } = await started()
    const socket = await openSocket(port, { cookie: await enter(), origin })
    const ended = new Promise((resolve) => socket.once('close', resolve))
    const idle = connect({ host: '127.0.0.1', port })
    idle.on('error', () => undefined)
    await server.close()
    await ended
    await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED')
  })
})
