import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { PinnedKey } from '#core/store/host-keys.ts'
import type { Message } from '#shared/message.ts'
import { Secret } from '#shared/secret.ts'
import type { HostKeyPins } from '../../../electron/cli/host-key-pins.ts'
import { serverConnector, type ConnectionWish } from '../../../electron/cli/server-connection.ts'
import { newKey, startPeer } from '../core/ssh/ssh-peer.ts'
import { recordingTerminal } from './recording-terminal.ts'

/** What was asked, in order, and what the next answers are. */
const asked: string[] = []
let answers: (string | boolean)[] = []

vi.mock('../../../electron/cli/ask.ts', () => {
  const answer = (question: Message): string | boolean => {
    asked.push(question.key)
    return answers.shift() ?? ''
  }
  return {
    askSecret: (_: unknown, question: Message) => Promise.resolve(new Secret(String(answer(question)))),
    askYesOrNo: (_: unknown, question: Message) => Promise.resolve(answer(question) === true),
  }
})

beforeEach(() => {
  asked.length = 0
  answers = []
})

/** A server whose users log in with `right`, reached by somebody who sits at a terminal, or by nobody. */
async function caller(wish: Partial<ConnectionWish> & { readonly user?: string } = {}, interactive = true) {
  const peer = await startPeer({
    hostKeys: [newKey().private],
    authenticate: (context) => {
      if (context.method === 'password' && context.password === 'right') context.accept()
      else context.reject(['password'])
    },
  })
  onTestFinished(() => peer.close())
  let pinned: PinnedKey | null = null
  const pins: HostKeyPins = { find: () => pinned, pin: (_, key) => void (pinned = key) }
  const { user = 'root', ...rest } = wish
  const connector = serverConnector(
    {
      host: { user, address: '127.0.0.1', port: peer.port },
      logins: [],
      sudoPassword: null,
      hostKey: undefined,
      acceptNewHostKey: false,
      ...rest,
    },
    () => Promise.resolve(pins),
    () => Promise.resolve({ ...recordingTerminal(), interactive }),
  )
  const outcome = connector.open().then(
    (session) => {
      session.close()
      return session
    },
    (error: unknown) => error,
  )
  return { outcome: await outcome, pinned: () => pinned }
}

test('the server’s key is asked about before the password, and is remembered although the password is wrong', async () => {
  answers = [true, 'wrong']
  const { outcome, pinned } = await caller()
  expect(outcome).toMatchObject({ failure: { code: 'authenticationFailed' } })
  expect(asked).toEqual(['cli.askHostKey', 'cli.askPassword'])
  expect(pinned()).toMatchObject({ algorithm: 'ssh-ed25519' })
})

test('it is asked about once, however many ways to log in are tried', async () => {
  const wrongKey = { kind: 'key', privateKey: new Secret(newKey().private), passphrase: null } as const
  answers = [true, 'right']
  const { outcome } = await caller({ logins: [wrongKey, wrongKey] })
  expect(outcome).toMatchObject({ user: 'root' })
  expect(asked).toEqual(['cli.askHostKey', 'cli.askPassword'])
})

test('a key that is refused is not remembered, and no password is asked for', async () => {
  answers = [false]
  const { outcome, pinned } = await caller({ asked: new Set(['password']) })
  expect(outcome).toMatchObject({ failure: { code: 'hostKeyUnknown' } })
  expect(asked).toEqual(['cli.askHostKey'])
  expect(pinned()).toBeNull()
})

test('of a key that has changed one is told before any password is asked for', async () => {
  const { outcome } = await caller({ hostKey: `SHA256:${'A'.repeat(43)}`, asked: new Set(['password']) })
  expect(outcome).toMatchObject({ failure: { code: 'hostKeyChanged' } })
  expect(asked).toEqual([])
})

test('sudo gets the password of the login, or the one that is asked for after it', async () => {
  answers = ['right']
  const one = await caller({ user: 'admin', acceptNewHostKey: true })
  expect(one.outcome).toMatchObject({ sudoPassword: expect.any(Secret) as Secret })
  expect(asked).toEqual(['cli.askPassword'])
  answers = ['right', 'other']
  await caller({ user: 'admin', acceptNewHostKey: true, asked: new Set(['password', 'sudoPassword']) })
  expect(asked.slice(1)).toEqual(['cli.askPassword', 'cli.askSudoPassword'])
})

test('nothing entered is told as such, and where nobody can be asked the reason before it', async () => {
  const empty = await caller({ acceptNewHostKey: true })
  expect(empty.outcome).toMatchObject({ failure: { code: 'secretNotGiven' } })
  const piped = await caller({ acceptNewHostKey: true }, false)
  expect(piped.outcome).toMatchObject({ failure: { code: 'loginMissing' } })
  const unknown = await caller({ logins: [{ kind: 'password', password: new Secret('right') }] }, false)
  expect(unknown.outcome).toMatchObject({ failure: { code: 'hostKeyUnknown' } })
})

test('a key that was named and cannot be read ends the login; of others the next is tried', async () => {
  const broken = {
    kind: 'key',
    privateKey: new Secret('-----BEGIN OPENSSH PRIVATE KEY-----\n'),
    passphrase: null,
  } as const
  const password = { kind: 'password', password: new Secret('right') } as const
  const logins = [broken, password]
  const named = await caller({ logins, keyIsNamed: true, acceptNewHostKey: true })
  expect(named.outcome).toMatchObject({ failure: { code: 'keyUnreadable' } })
  const found = await caller({ logins, acceptNewHostKey: true })
  expect(found.outcome).toMatchObject({ user: 'root' })
})
