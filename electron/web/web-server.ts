import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { message } from '#shared/message.ts'
import { createI18n, translate } from '#shared/translate.ts'
import type { Core } from '#core/core.ts'
import { readPageFile } from '#core/page-file.ts'
import { pageHeaders } from '#core/page-policy.ts'
import { Access } from './access.ts'

/** What browser mode is served with. */
export interface WebServerOptions {
  readonly core: Core
  /** The folder of the built page. */
  readonly pageDirectory: string
  /** 0 takes any free one. */
  readonly port: number
  /** Told the address, with a fresh token, at the start and whenever the one before was used. */
  readonly onAddress: (address: string, isFirst: boolean) => void
}

/** Browser mode while it runs. */
export interface WebServer {
  readonly port: number
  /** Ends all connections. */
  close(): Promise<void>
}

const largestMessage = 64 * 1024 * 1024
const pingTime = 30_000

/** Serves the page and the contract on the loopback interface alone. Rejects when the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const server = createServer()
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  const door = new WebDoor(options, new Access(port), port)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    door.answer(request, response).catch((error: unknown) => {
      options.core.log.error('web', error)
      response.destroy()
    })
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    door.upgrade(request, socket, head)
  })
  door.tellAddress()
  return {
    port,
    close: () => {
      door.close()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

class WebDoor {
  readonly #options: WebServerOptions
  readonly #access: Access
  readonly #port: number
  #told = false
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage })
  readonly #handler: RPCHandler<Record<never, never>>

  constructor(options: WebServerOptions, access: Access, port: number) {
    this.#options = options
    this.#access = access
    this.#port = port
    this.#handler = new RPCHandler(options.core.router)
  }

  tellAddress(): void {
    this.#options.onAddress(`http://127.0.0.1:${this.#port}/?token=${this.#access.token}`, !this.#told)
    this.#told = true
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const access = this.#access
    if (!access.isOurHost(request)) return refuse(response, 403, 'not this host')
    if (request.headers.origin !== undefined && !access.isOurOrigin(request))
      return refuse(response, 403, 'not this origin')
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'GET only')
    const url = URL.parse(request.url ?? '/', `http://127.0.0.1:${this.#port}`)
    if (url === null) return refuse(response, 404, 'not here')
    const token = url.searchParams.get('token')
    if (token !== null) return this.#enter(request, response, token)
    if (!access.hasSession(request)) return this.#tellToken(response)
    const file = await readPageFile(this.#options.pageDirectory, url.pathname)
    if (file === null) return refuse(response, 404, 'not here')
    const caching = url.pathname.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store'
    response.writeHead(200, { ...pageHeaders, 'content-type': file.type, 'cache-control': caching })
    response.end(request.method === 'HEAD' ? undefined : file.body)
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const access = this.#access
    const allowed = access.isOurHost(request) && access.isOurOrigin(request) && access.hasSession(request)
    if (!allowed || request.url !== '/rpc') {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
      return
    }
    this.#sockets.handleUpgrade(request, socket, head, (websocket) => this.#serve(websocket))
  }

  close(): void {
    for (const client of this.#sockets.clients) client.terminate()
    this.#sockets.close()
  }

  #serve(websocket: WebSocket): void {
    // A socket that errs also closes, and that is all there is to do about it.
    websocket.on('error', () => undefined)
    let alive = true
    websocket.on('pong', () => (alive = true))
    const pings = setInterval(() => {
      if (!alive) return websocket.terminate()
      alive = false
      websocket.ping()
    }, pingTime)
    websocket.once('close', () => clearInterval(pings))
    void this.#handler.upgrade(websocket)
  }

  #enter(request: IncomingMessage, response: ServerResponse, token: string): void {
    const cookie = this.#access.exchange(token)
    if (cookie === null && !this.#access.hasSession(request)) return this.#tellToken(response)
    response.writeHead(303, {
      ...pageHeaders,
      location: '/',
      'cache-control': 'no-store',
      ...(cookie === null ? {} : { 'set-cookie': cookie }),
    })
    response.end()
    if (cookie !== null) this.tellAddress()
  }

  #tellToken(response: ServerResponse): void {
    const { language } = this.#options.core.settings.get()
    const texts = createI18n(language)
    const title = escapeHtml(translate(texts, message('settings.webTokenTitle')))
    const text = escapeHtml(translate(texts, message('settings.webTokenText')))
    response.writeHead(403, { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' })
    response.end(
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`,
    )
  }
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'text/plain' })
  response.end(`${words}\n`)
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
