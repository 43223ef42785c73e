import { createHash, generateKeyPairSync } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { AuthContext } from 'ssh2'
import { connect, type ConnectOptions } from '#core/ssh/connect.ts'
import type { SshSession } from '#core/ssh/session.ts'
import type { SshAuth } from '#core/ssh/target.ts'
import { listMessage } from '#shared/list-message.ts'
import { FailureError, type Failure } from '#shared/model/failure.ts'
import { Secret } from '#shared/secret.ts'
import { newKey, startPeer, startTcpPeer, type Peer, type PeerOptions } from './ssh-peer.ts'

const password = (text: string): SshAuth => ({ kind: 'password', password: new Secret(text) })
const anyKey: ConnectOptions = {
  hostKeys: { pinned: [], verify: () => Promise.resolve('accept') },
  timeout: 5000,
}
const hostKey = newKey()
const letIn = (context: AuthContext): void => {
  if (context.method === 'password' && context.password === 'right') context.accept()
  else context.reject(['password', 'publickey'])
}

const open: (SshSession | { close(): unknown })[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

async function peer(options: Partial<PeerOptions> = {}): Promise<Peer> {
  const started = await startPeer({ hostKeys: [hostKey.private], authenticate: letIn, ...options })
  open.unshift(started)
  return started
}

async function tryConnect(
  port: number,
  options: ConnectOptions = anyKey,
  auth: SshAuth = password('right'),
  address = '127.0.0.1',
): Promise<SshSession> {
  const target = { address, port, user: 'alice', auth, sudoPassword: null }
  const session = await connect(target, options)
  open.unshift(session)
  return session
}

async function failureOf(attempt: Promise<unknown>): Promise<Failure> {
  const error: unknown = await attempt.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof FailureError) return error.failure
  throw error
}

function fingerprintOf(key: { public: string }): string {
  const blob = Buffer.from(key.public.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

describe('host keys', () => {
  test('an unknown key is refused and shown with its algorithm and fingerprint', async () => {
    const { port } = await peer()
    const failure = await failureOf(tryConnect(port, { hostKeys: { pinned: [] } }))
    expect(failure.code).toBe('hostKeyUnknown')
    expect(failure.message.params).toMatchObject({
      algorithm: 'ssh-ed25519',
      fingerprint: fingerprintOf(hostKey),
    })
  })

  test('a pinned key is accepted, also when the pin carries the padding of Base64', async () => {
    const { port } = await peer()
    for (const pin of [fingerprintOf(hostKey), `${fingerprintOf(hostKey)}=`]) {
      const session = await tryConnect(port, { hostKeys: { pinned: [pin] } })
      expect(session.hostKey.fingerprint).toBe(fingerprintOf(hostKey))
    }
  })

  test('somebody who compares a key for longer than a server may take is not told that the server is slow', async () => {
    const { port } = await peer()
    const verify = async (): Promise<'accept'> => {
      await sleep(600)
      return 'accept'
    }
    const session = await tryConnect(port, { hostKeys: { pinned: [], verify }, timeout: 400 })
    expect(session.hostKey.fingerprint).toBe(fingerprintOf(hostKey))
  })

  test('another key than the pinned one is refused before any password is sent', async () => {
    const tried: string[] = []
    const { port } = await peer({
      authenticate: (context) => {
        tried.push(context.method)
        context.accept()
      },
    })
    const verify = (): Promise<'accept'> => Promise.resolve('accept')
    const pinned = [fingerprintOf(newKey())]
    const failure = await failureOf(tryConnect(port, { hostKeys: { pinned, verify } }))
    expect(failure.code).toBe('hostKeyChanged')
    expect(failure.message.params).toMatchObject({ pinned: pinned[0], offered: fingerprintOf(hostKey) })
    expect(tried).toEqual([])
  })

  test('a pin of another kind of key than the server shows first is found', async () => {
    const ecdsa = newKey('ecdsa')
    const { port } = await peer({ hostKeys: [hostKey.private, ecdsa.private] })
    const session = await tryConnect(port, { hostKeys: { pinned: [fingerprintOf(ecdsa)] } })
    expect(session.hostKey).toEqual({
      algorithm: 'ecdsa-sha2-nistp256',
      fingerprint: fingerprintOf(ecdsa),
    })
  })

  test('a policy that breaks refuses', async () => {
    const { port } = await peer()
    const verify = (): Promise<'accept'> => Promise.reject(new Error('the database is locked'))
    await expect(tryConnect(port, { hostKeys: { pinned: [], verify } })).rejects.toThrow('database is locked')
  })
})

describe('login', () => {
  test('a wrong password is refused with the methods that the server takes', async () => {
    const { port } = await peer()
    const failure = await failureOf(tryConnect(port, anyKey, password('wrong')))
    expect(failure.code).toBe('authenticationFailed')
    expect(failure.message.params).toMatchObject({
      user: 'alice',
      methods: listMessage(['password', 'publickey']),
    })
    expect(JSON.stringify(failure)).not.toContain('wrong')
  })

  test('the password answers the questions of keyboard-interactive, and only once', async () => {
    const answers: string[][] = []
    const { port } = await peer({
      authenticate: (context) => {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive'])
        context.prompt([{ prompt: 'Password: ', echo: false }], (given) => {
          answers.push(given)
          if (given[0] === 'right') context.accept()
          else context.reject(['keyboard-interactive'])
        })
      },
    })
    await tryConnect(port)
    expect((await failureOf(tryConnect(port, anyKey, password('wrong')))).code).toBe('authenticationFailed')
    expect(answers).toEqual([['right'], ['wrong']])
  })

  test('a key logs in; a missing or wrong passphrase, a public key and rubbish are told apart', async () => {
    const pair = newKey()
    const { port } = await peer({
      authenticate: (context) => {
        if (context.method === 'publickey') context.accept()
        else context.reject(['publickey'])
      },
    })
    const auth = (text: string, phrase: string | null = null): SshAuth => ({
      kind: 'key',
      privateKey: new Secret(text),
      passphrase: phrase === null ? null : new Secret(phrase),
    })
    const locked = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    await tryConnect(port, anyKey, auth(pair.private))
    await tryConnect(port, anyKey, auth(locked.privateKey, 'open sesame'))
    const codeFor = async (given: SshAuth): Promise<string> =>
      (await failureOf(tryConnect(port, anyKey, given))).code
    expect(await codeFor(auth(locked.privateKey))).toBe('keyPassphraseNeeded')
    expect(await codeFor(auth(locked.privateKey, 'guess'))).toBe('keyPassphraseWrong')
    expect(await codeFor(auth(pair.public))).toBe('keyUnreadable')
    expect(await codeFor(auth('rubbish'))).toBe('keyUnreadable')
  })

  test('an agent that is not there is named', async () => {
    const { port } = await peer()
    const auth: SshAuth = { kind: 'agent', socket: '/nowhere/agent.sock' }
    expect((await failureOf(tryConnect(port, anyKey, auth))).code).toBe('agentUnavailable')
  })
})

describe('servers that are none', () => {
  const quick: ConnectOptions = { ...anyKey, timeout: 700 }

  async function codeOfPeer(onConnection: Parameters<typeof startTcpPeer>[0]): Promise<Failure> {
    const started = await startTcpPeer(onConnection)
    open.unshift(started)
    return failureOf(tryConnect(started.port, quick))
  }

  test('a closed port is connectionRefused', async () => {
    const started = await startTcpPeer(() => undefined)
    await started.close()
    expect((await failureOf(tryConnect(started.port))).code).toBe('connectionRefused')
  })

  test('a name without address is nameNotResolved', async () => {
    const failure = await failureOf(tryConnect(22, anyKey, password('right'), 'no.such.name.invalid'))
    expect(failure.code).toBe('nameNotResolved')
  })

  test('a port that says nothing is sshSilent within the time limit', async () => {
    expect((await codeOfPeer(() => undefined)).code).toBe('sshSilent')
  })

  test('a server of another protocol is quoted without its escape sequences', async () => {
    const failure = await codeOfPeer((socket) => socket.end('220 \u001b[31mmail\u001b[0m ESMTP\r\n'))
    expect(failure.code).toBe('sshProtocol')
    expect(failure.evidence).toBe('220 mail ESMTP')
    // One that waits for its own protocol, too.
    const waiting = await codeOfPeer((socket) => void socket.write('220 mail ESMTP\r\n'))
    expect([waiting.code, waiting.evidence]).toEqual(['sshProtocol', '220 mail ESMTP'])
  })

  test.each([
    ['Not allowed at this time\r\n', 'sshPenalised'],
    ['Exceeded MaxStartups\r\n', 'sshBusy'],
    ['', 'sshClosedEarly'],
  ])('a door that is closed with the words %j is %s', async (words, code) => {
    const failure = await codeOfPeer((socket) => socket.end(words))
    expect(failure.code).toBe(code)
    expect(failure.evidence).toBe(words === '' ? undefined : words.trim())
  })

  test('a greeting without end is cut off early', async () => {
    let sent = 0
    const failure = await codeOfPeer((socket) => {
      const line = Buffer.alloc(16 * 1024, 'x')
      const more = (): void => {
        while (!socket.destroyed && sent < 1e9) {
          sent += line.length
          if (!socket.write(line)) return void socket.once('drain', more)
        }
      }
      more()
    })
    expect(failure.code).toBe('sshProtocol')
    expect(sent).toBeLessThan(64 * 1024 * 1024)
  })

  test('rubbish after a good greeting is sshProtocol', async () => {
    const failure = await codeOfPeer((socket) => {
      socket.write('SSH-2.0-odd\r\n')
      socket.write(Buffer.alloc(4096, 0xff))
    })
    expect(failure.code).toBe('sshProtocol')
  })

  test('a greeting that comes byte by byte is understood', async () => {
    const { port } = await peer()
    const slow = await startTcpPeer((socket) => {
      void import('node:net').then(({ connect: dial }) => {
        const inner = dial(port, '127.0.0.1')
        socket.pipe(inner)
        let first = true
        inner.on('data', (chunk: Buffer) => {
          if (!first) return void socket.write(chunk)
          first = false
          socket.setNoDelay(true)
          for (const byte of chunk) socket.write(Buffer.of(byte))
        })
        inner.on('error', () => undefined).on('close', () => socket.destroy())
      })
    })
    open.unshift(slow)
    expect((await tryConnect(slow.port)).hostKey.algorithm).toBe('ssh-ed25519')
  })

  test('an aborted attempt ends at once with the reason of the signal', async () => {
    const started = await startTcpPeer(() => undefined)
    open.unshift(started)
    const began = Date.now()
    const signal = AbortSignal.timeout(100)
    await expect(tryConnect(started.port, { ...anyKey, signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    expect(Date.now() - began).toBeLessThan(2000)
  })
})
