import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCommand } from '#test/support/host-command.ts'

const program = join(import.meta.dirname, '../../../bin/mailwright')

// Where V8 compiles a hot function meanwhile in a thread of its own, process.exit may wait for ever (nodejs/node#54918).
test('hot functions are compiled by the thread that runs them, so that the program ends when it is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailwright-ending-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const probe = join(folder, 'probe.cjs')
  writeFileSync(
    probe,
    `require('node:v8').setFlagsFromString('--trace-opt')
const hot = (n) => { let sum = 0; for (let i = 0; i < 1000; i += 1) sum += n * i; return sum }
let sum = 0
for (let i = 0; i < 20000; i += 1) sum += hot(i)
process.exit(0)`,
  )
  const env = { ...process.env, NODE_OPTIONS: `--require ${probe}` }
  const { stdout } = await runCommand(program, ['--version'], { env })
  const modes = [...stdout.matchAll(/^\[compiling .* mode: ConcurrencyMode::(k\w+)/gm)].map(
    ([, mode]) => mode,
  )
  expect(new Set(modes)).toEqual(new Set(['kSynchronous']))
})
