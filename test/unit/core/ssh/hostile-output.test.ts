import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#core/ssh/connect.ts'
import { runAsRoot, streamAsRoot } from '#core/ssh/root.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { Secret } from '#shared/secret.ts'
import { newKey, startPeer, type Peer } from './ssh-peer.ts'

const isRoot = process.getuid?.() === 0
const needsRoot = { meta: { skipReason: 'only root can run this' } }
const peers: Peer[] = []
const sessions: SshSession[] = []

/** A session whose commands are run by the given program in place of a shell. */
async function login(shell?: string): Promise<SshSession> {
  const authenticate: Parameters<typeof startPeer>[0]['authenticate'] = (context) => context.accept()
  const peer = await startPeer({ hostKeys: [newKey().private], authenticate, ...(shell ? { shell } : {}) })
  peers.push(peer)
  const auth = { kind: 'password', password: new Secret('any') } as const
  const target = { address: '127.0.0.1', port: peer.port, user: 'root', auth, sudoPassword: null }
  const hostKeys = { pinned: [], verify: () => Promise.resolve('accept' as const) }
  const session = await connect(target, { hostKeys })
  sessions.push(session)
  return session
}

let session: SshSession
beforeAll(async () => {
  session = await login()
})
afterAll(async () => {
  for (const each of sessions) each.close()
  for (const peer of peers) await peer.close()
})

async function linesOf(program: string): Promise<string[]> {
  const lines: string[] = []
  for await (const line of streamAsRoot(session, program)) lines.push(line)
  return lines
}

test.runIf(isRoot)(
  'a line of 100 MB is one line, cut short, and costs no memory',
  { ...needsRoot, timeout: 60_000 },
  async () => {
    const before = process.memoryUsage().rss
    let peak = 0
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
    const lines = await linesOf("echo first; head -c 100000000 /dev/zero | tr '\\0' x; echo; echo last")
    clearInterval(watch)
    expect(lines.map(({ length }) => length)).toEqual([5, 1024 * 1024, 4])
    // Both ends of the connection live in this process.
    expect(peak - before).toBeLessThan(250 * 1024 * 1024)
  },
)

test.runIf(isRoot)(
  'lines that come in pieces, empty ones and a last one without end are told apart',
  needsRoot,
  async () => {
    expect(await linesOf("printf 'a'; sleep 0.1; printf 'b\\n\\n\\nc'; sleep 0.1; printf '\\nend'")).toEqual([
      'ab',
      '',
      '',
      'c',
      'end',
    ])
  },
)

test('a login shell that never lets the program begin is given up', async () => {
  const silent = await login('/bin/cat')
  const began = Date.now()
  const told = runAsRoot(silent, 'true', { patience: 500 })
  await expect(told).rejects.toMatchObject({ failure: { code: 'shellUnusable' } })
  expect(Date.now() - began).toBeLessThan(10_000)
})

test('a login shell that prints without end is given up', async () => {
  const endless = await login('/usr/bin/yes')
  await expect(runAsRoot(endless, 'true')).rejects.toMatchObject({ failure: { code: 'shellUnusable' } })
}, 60_000)
