import { constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCommand } from '#test/support/host-command.ts'

const program = join(import.meta.dirname, '../../../bin/mailwright')

test.each([
  ['--version', 0],
  ['nonsense', 1],
])('%s ends with its code %i and says nothing of how', async (word, code) => {
  const { code: ended, stderr } = await runCommand(program, [word])
  expect(ended).toBe(code)
  expect(stderr).not.toContain('Warning')
})

// process.exit may wait for ever for V8's threads (nodejs/node#54918): it is only for systems that have no other way.
test('gives way to a program that ends, in the place of process.exit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailwright-ending-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const probe = join(folder, 'probe.cjs')
  writeFileSync(
    probe,
    `const execve = process.execve
process.execve = (...words) => { require('node:fs').writeSync(2, 'gives way\\n'); execve(...words) }
process.exit = () => { require('node:fs').writeSync(2, 'exits\\n'); process.reallyExit(9) }`,
  )
  const env = { ...process.env, NODE_OPTIONS: `--require ${probe}` }
  expect(await runCommand(program, ['--version'], { env })).toMatchObject({ code: 0, stderr: 'gives way\n' })
})

test('gives the pipes it shares back as they were', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailwright-ending-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const flags = 'for f in 0 1 2; do grep ^flags /proc/self/fdinfo/$f; done'
  const { stdout } = await runCommand('sh', [
    '-c',
    `true | { "$1" --version; "$1" nonsense; ${flags}; } 2>&1 | cat`,
    'sh',
    program,
  ])
  const modes = [...stdout.matchAll(/^flags:\s*([0-7]+)$/gm)].map(([, mode = '']) => parseInt(mode, 8))
  expect(modes.map((mode) => mode & constants.O_NONBLOCK)).toEqual([0, 0, 0])
})
