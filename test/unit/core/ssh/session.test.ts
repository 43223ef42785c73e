import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#core/ssh/connect.ts'
import { runAsRoot, streamAsRoot } from '#core/ssh/root.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { Secret } from '#shared/secret.ts'
import { newKey, startPeer, type Peer } from './ssh-peer.ts'

const isRoot = process.getuid?.() === 0
const needsRoot = { meta: { skipReason: 'only root can run this' } }
let peer: Peer
let session: SshSession

async function login(port: number): Promise<SshSession> {
  const auth = { kind: 'password', password: new Secret('any') } as const
  const target = { address: '127.0.0.1', port, user: 'root', auth, sudoPassword: null }
  return connect(target, { hostKeys: { pinned: [], verify: () => Promise.resolve('accept') } })
}

beforeAll(async () => {
  peer = await startPeer({ hostKeys: [newKey().private], authenticate: (context) => context.accept() })
  session = await login(peer.port)
})
afterAll(async () => {
  session.close()
  await peer.close()
})

test('a command gives its output, errors and status apart', async () => {
  const result = await session.exec('printf "a\\0b"; echo oops >&2; exit 7')
  expect(result).toEqual({ code: 7, signal: null, stdout: Buffer.from('a\0b'), stderr: 'oops\n' })
})

test('standard input arrives byte for byte, as text, bytes or pieces', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256))
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += 7000) {
      await Promise.resolve()
      yield bytes.subarray(at, at + 7000)
    }
  }
  for (const stdin of [bytes, pieces()]) expect((await session.exec('cat', { stdin })).stdout).toEqual(bytes)
  expect((await session.exec('cat', { stdin: '邮匠' })).stdout.toString()).toBe('邮匠')
})

test('a command that does not read its input does not hang', async () => {
  const stdin = Buffer.alloc(8 * 1024 * 1024)
  expect((await session.exec('exit 3', { stdin })).code).toBe(3)
})

test('output over the limit ends the command', async () => {
  await expect(session.exec('cat /dev/zero', { maxOutput: 100_000 })).rejects.toMatchObject({
    failure: { code: 'outputTooLarge' },
  })
})

test('an abort ends the call with the reason of the signal', async () => {
  const began = Date.now()
  const call = session.exec('sleep 30', { signal: AbortSignal.timeout(150) })
  await expect(call).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(Date.now() - began).toBeLessThan(5000)
})

test('commands are counted', async () => {
  const before = session.commands
  await session.exec('true')
  await session.exec('true')
  expect(session.commands).toBe(before + 2)
})

test('a lost line is told to those who wait, and to those who come later', async () => {
  const other = await startPeer({ hostKeys: [newKey().private], authenticate: (context) => context.accept() })
  const lost = await login(other.port)
  const waiting = lost.exec('sleep 30')
  const outcome = expect(waiting).rejects.toMatchObject({ failure: { code: 'connectionLost' } })
  await new Promise((resolve) => setTimeout(resolve, 100))
  for (const connection of other.connections) connection.end()
  await outcome
  await lost.closed
  await expect(lost.exec('true')).rejects.toMatchObject({ failure: { code: 'connectionLost' } })
  await other.close()
})

test.runIf(isRoot)('a program runs as root with its own standard input behind it', needsRoot, async () => {
  const stdin = Buffer.from([0, 1, 2, 10, 255, 10, 39])
  const told = await runAsRoot(session, 'id -u\ncat\necho "it\'s" >&2\nexit 5', { stdin })
  expect(told.code).toBe(5)
  expect(told.output).toEqual(Buffer.concat([Buffer.from('0\n'), stdin]))
  expect(told.errors).toBe("it's\n")
})

test.runIf(isRoot)(
  'a program may print the command lines of all processes, its own too',
  needsRoot,
  async () => {
    const told = await runAsRoot(session, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '; echo done")
    expect(told.code).toBe(0)
    expect(told.output.toString()).toMatch(/mw-[^]*done\n$/)
  },
)

test.runIf(isRoot)(
  'a program with a syntax error ends with a status, not with silence',
  needsRoot,
  async () => {
    expect((await runAsRoot(session, 'if then fi (')).code).not.toBe(0)
  },
)

test.runIf(isRoot)(
  'a program of a megabyte with every kind of character is run as it is',
  needsRoot,
  async () => {
    const comment = `# ${'\\ \' " $(exit 1) ` ! % 邮 '.repeat(30_000)}\n`
    const told = await runAsRoot(session, `${comment}echo done`)
    expect(told.output.toString()).toBe('done\n')
  },
)

test.runIf(isRoot)(
  'lines are followed as they come, and the program ends when the reader leaves',
  needsRoot,
  async () => {
    const lines: string[] = []
    const program = 'echo one; echo two; cat >/dev/null; echo never'
    for await (const line of streamAsRoot(session, program)) {
      lines.push(line)
      if (lines.length === 2) break
    }
    expect(lines).toEqual(['one', 'two'])
  },
)

for (const shell of ['/bin/dash', '/bin/bash'])
  test.runIf(isRoot)(
    `a login shell ${shell} that prints noise does not reach the output`,
    needsRoot,
    async () => {
      // A shell that is told by its environment to read a script first is what an exec with ~/.bashrc is.
      const noisy = await startPeer({
        hostKeys: [newKey().private],
        authenticate: (context) => context.accept(),
        shell,
        env: { BASH_ENV: new URL('./fixtures/noisy-login.sh', import.meta.url).pathname },
      })
      const noisySession = await login(noisy.port)
      const told = await runAsRoot(noisySession, 'echo clean')
      expect(told).toMatchObject({ code: 0, output: Buffer.from('clean\n') })
      noisySession.close()
      await noisy.close()
    },
  )

test.runIf(isRoot)('a shell that runs nothing is shellUnusable', needsRoot, async () => {
  const odd = await startPeer({
    hostKeys: [newKey().private],
    authenticate: (context) => context.accept(),
    shell: '/bin/false',
  })
  const oddSession = await login(odd.port)
  await expect(runAsRoot(oddSession, 'true')).rejects.toMatchObject({ failure: { code: 'shellUnusable' } })
  oddSession.close()
  await odd.close()
})
