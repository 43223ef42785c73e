import { endProgram } from '#core/end-program.ts'
import { followToEnd } from '../../../electron/cli/follow.ts'
import { message } from '#shared/message.ts'
import type { FollowEvent } from '#shared/model/run.ts'
import { expect, test, vi } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

vi.mock(import('#core/end-program.ts'), () => ({
  endProgram: vi.fn<(code: number) => never>(),
}))

const steps = [{ id: 'a', group: null, title: message('plan.groupBind'), weight: 1 }]

/** What is said to somebody who presses Ctrl-C as soon as this run has begun. */
async function wordsOfLeaving(mode: 'apply' | 'undo'): Promise<string> {
  const terminal = recordingTerminal()
  const left = Promise.withResolvers<unknown>()
  vi.mocked(endProgram).mockImplementationOnce((code) => {
    left.resolve(code)
    return undefined as never
  })
  async function* events(): AsyncGenerator<FollowEvent> {
    yield { n: 1, at: '', event: 'start', run: 'r1', mode, steps }
    process.emit('SIGINT')
    await left.promise
    yield { n: 2, at: '', event: 'end', ok: true, state: 'done', failure: null }
  }
  const host = { user: 'root', address: '2001:db8::1', port: 2222 }
  const way = 'root@[2001:db8::1]:2222 --identity key'
  const connector = {
    open: () => Promise.reject(new Error()),
    giveBack: () => undefined,
    begin: () => Promise.reject(new Error('not called')),
    rememberKey: () => Promise.resolve(),
  }
  const call = { terminal, host, connector, way, yes: true, verbose: false, only: [], putBack: [] }
  await followToEnd(call, events(), mode === 'undo' ? { mode } : {})
  expect(await left.promise).toBe(130)
  return terminal.err()
}

test('whoever leaves a run is told how to join it again, and how to stop it', async () => {
  const said = await wordsOfLeaving('apply')
  expect(said).toContain('mailwright resume r1 --host root@[2001:db8::1]:2222 --identity key --yes\n')
  expect(said).toContain('mailwright cancel r1 --host root@[2001:db8::1]:2222 --identity key\n')
})

test('whoever leaves an undo joins it again by an undo', async () => {
  const said = await wordsOfLeaving('undo')
  expect(said).toContain('mailwright undo --run r1 --host root@[2001:db8::1]:2222 --identity key --yes\n')
  expect(said).not.toContain('resume')
})
