import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { FromCore } from '#core/process-messages.ts'
import { CoreProcess } from '../../../electron/shell/core-process.ts'
import { scratchDirectory } from '../core/store/scratch-store.ts'

const settings = { language: 'zh', theme: 'auto' }

/** A core's process that does what its script says, in place of the real one. */
function scripted(script: string, askKeychain: (act: 'wrap' | 'unwrap', key: Uint8Array) => Uint8Array) {
  const program = join(scratchDirectory(), 'core.mjs')
  writeFileSync(program, script)
  const heard: FromCore[] = []
  const ended = Promise.withResolvers<string>()
  const messages = Promise.withResolvers<FromCore[]>()
  const core = new CoreProcess({
    node: process.execPath,
    program,
    start: { dataDirectory: '/d', version: '1', locale: 'zh-CN', hasKeychain: true },
    askKeychain,
    onMessage: (message) => {
      heard.push(message)
      messages.resolve(heard)
    },
    onEnd: ended.resolve,
  })
  onTestFinished(() => core.stop())
  return { core, heard, first: messages.promise, ended: ended.promise }
}

const echo = `
const settings = ${JSON.stringify(settings)}
process.on('message', (message) => {
  if (message.kind === 'start')
    process.send({ kind: 'keychain', ask: 7, act: 'wrap', key: Uint8Array.of(1, 2, 3) })
  if (message.kind === 'keychain')
    process.send({ kind: 'ready', settings, logFile: message.refusal || [...message.answer].join() })
})
process.on('disconnect', () => process.exit(0))
`

describe('the core as a child process', () => {
  it('asks the keychain of its parent', async () => {
    const { first } = scripted(echo, (_act, key) => key.map((byte) => byte + 1))
    expect(await first).toEqual([{ kind: 'ready', settings, logFile: '2,3,4' }])
  })

  it('is told why the keychain refuses', async () => {
    const { first } = scripted(echo, () => {
      throw new Error('locked')
    })
    expect(await first).toEqual([{ kind: 'ready', settings, logFile: 'locked' }])
  })

  it('tells how it ended, and nothing when it was stopped', async () => {
    const { ended } = scripted('process.exit(3)', (_act, key) => key)
    expect(await ended).toBe('exit code 3')
    const stopped = scripted(echo, (_act, key) => key)
    await stopped.first
    stopped.core.stop()
    stopped.core.send({ kind: 'pageClosed', page: 1 })
    const outcome = await Promise.race([
      stopped.ended,
      new Promise((resolve) => setTimeout(resolve, 300, 'quiet')),
    ])
    expect(outcome).toBe('quiet')
  })

  it('that is not there is told as an end', async () => {
    const { ended } = scripted('', (_act, key) => key)
    expect(await ended).toBe('exit code 0')
  })
})
