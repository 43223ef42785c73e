import { execFile, spawn } from 'node:child_process'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import ssh2, { type AuthContext, type Connection } from 'ssh2'

/**
 * A key pair in OpenSSH form, made for one test. ssh2 strips the leading zero bytes of an Ed25519 public key, so
 * that one pair in 256 cannot be read back, by ssh-keygen either: such a pair is thrown away.
 */
export function newKey(kind: 'ed25519' | 'ecdsa' = 'ed25519'): { private: string; public: string } {
  const pair =
    kind === 'ed25519'
      ? ssh2.utils.generateKeyPairSync('ed25519')
      : ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 })
  return ssh2.utils.parseKey(pair.private) instanceof Error ? newKey(kind) : pair
}

export interface Peer {
  readonly port: number
  readonly connections: Set<Connection>
  close(): Promise<void>
}

export interface PeerOptions {
  readonly hostKeys: readonly string[]
  readonly authenticate: (context: AuthContext) => void
  /** Environment of the commands; they run in this machine's /bin/sh unless a shell is named. */
  readonly env?: NodeJS.ProcessEnv
  readonly shell?: string
}

/** A real SSH server on loopback that runs commands here, as sshd does. */
export async function startPeer(options: PeerOptions): Promise<Peer> {
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [...options.hostKeys] }, (connection) => {
    connections.add(connection)
    connection.on('error', () => undefined)
    connection.on('close', () => connections.delete(connection))
    connection.on('authentication', options.authenticate)
    connection.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => {
        const channel = acceptExec()
        const shell = options.shell ?? '/bin/sh'
        const child = spawn(shell, ['-c', command], { env: { ...process.env, ...options.env } })
        channel.pipe(child.stdin)
        child.stdin.on('error', () => undefined)
        child.stdout.pipe(channel, { end: false })
        child.stderr.pipe(channel.stderr, { end: false })
        channel.on('close', () => child.kill())
        child.on('close', (code) => {
          channel.exit(code ?? 255)
          channel.end()
        })
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    connections,
    close: () =>
      new Promise((resolve) => {
        for (const connection of connections) connection.end()
        server.close(() => resolve())
      }),
  }
}

/** A TCP server that answers every connection by the given function. */
export async function startTcpPeer(
  onConnection: (socket: Socket) => void,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** Whether a program is there to be used by a test. */
export function hasProgram(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', `command -v ${name}`], (error) => resolve(error === null))
  })
}
