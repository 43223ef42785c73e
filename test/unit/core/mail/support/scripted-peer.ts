import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { MailServer } from '#shared/model/mail.ts'
import type { TestCertificate } from './certificate.ts'

/** What a peer does with a connection; `say` and `hear` speak over TLS once `startTls` was called. */
export interface PeerTalk {
  readonly socket: Socket
  say(text: string | Buffer): void
  /** The next line of the client, without its end; null when it has hung up. */
  hear(): Promise<string | null>
  startTls(certificate: TestCertificate): void
}

export interface ScriptedPeer {
  readonly port: number
  /** Every line that clients sent, over all connections. */
  readonly heard: readonly string[]
  server(tls?: MailServer['tls'], trust?: MailServer['trust']): MailServer
  close(): Promise<void>
}

/** A server on loopback that follows a script, one run of it for each connection. */
export async function scriptedPeer(script: (talk: PeerTalk) => Promise<void> | void): Promise<ScriptedPeer> {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    void Promise.resolve(script(talkOver(socket, heard))).catch(() => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    heard,
    server: (tls = 'none', trust = { kind: 'any' }) => ({
      host: '127.0.0.1',
      port,
      tls,
      serverName: 'mail.test',
      trust,
    }),
    close: () => closeAll(server, sockets),
  }
}

function closeAll(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** The two hands of a script over one connection. */
export function talkOver(plain: Socket, heard: string[]): PeerTalk {
  let socket = plain
  let text = ''
  let ended = false
  let wake: (() => void) | null = null
  const onData = (chunk: Buffer): void => {
    text += chunk.toString('utf8')
    wake?.()
  }
  const onEnd = (): void => {
    ended = true
    wake?.()
  }
  const listen = (to: Socket): void => {
    to.on('data', onData)
    to.on('close', onEnd)
    to.on('error', onEnd)
  }
  listen(socket)
  return {
    get socket() {
      return socket
    },
    say: (words) => void socket.write(words),
    async hear() {
      for (;;) {
        const at = text.indexOf('\n')
        if (at >= 0) {
          const line = text.slice(0, at).replace(/\r$/, '')
          text = text.slice(at + 1)
          heard.push(line)
          return line
        }
        if (ended) return null
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    startTls(certificate) {
      plain.off('data', onData)
      socket = new TLSSocket(plain, { isServer: true, key: certificate.key, cert: certificate.cert })
      listen(socket)
    },
  }
}
