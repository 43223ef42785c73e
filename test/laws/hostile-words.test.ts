import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runCommand } from '#test/support/host-command.ts'

const program = join(import.meta.dirname, '../../bin/mailwright')
const directory = mkdtempSync(join(tmpdir(), 'mailwright-words-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const hostile = [
  '$(touch canary)',
  '`touch canary`',
  "'; touch canary; '",
  '-oProxyCommand=touch canary',
  'a\nb',
  '\u202e\u001b[31mred\u0007',
  '../../etc/passwd',
  '%s%n',
  '邮'.repeat(20_000),
]
const nobody = ['--host', 'root@127.0.0.1:1', '--password-stdin', '--yes']

// Nothing listens at port 1: what comes so far as to connect is refused there.
const uses: readonly ((word: string) => readonly string[])[] = [
  (word) => ['runs', '--host', word, '--password-stdin'],
  (word) => ['undo', `--run=${word}`, ...nobody],
  (word) => ['plan', word, ...nobody.slice(0, 3)],
  (word) => [word],
]

it('a hostile word on a real command line ends in words: nothing is executed, nothing painted', async () => {
  const calls = hostile.flatMap((word) => uses.map((use) => use(word)))
  const env = { ...process.env, HOME: directory, MAILWRIGHT_HOME: directory, SSH_AUTH_SOCK: undefined }
  const secret = 'S3cret-of-the-words'
  const one = async (words: readonly string[] | undefined): Promise<void> => {
    if (words === undefined) return
    const told = await runCommand(program, words, {
      cwd: directory,
      env,
      stdin: `${secret}\n`,
      timeout: 30_000,
    })
    const said = told.stdout + told.stderr
    expect(told.code, said.slice(0, 300)).toBe(1)
    expect(said.trim()).not.toBe('')
    expect(said).not.toMatch(/\n\s+at |\[object|undefined/)
    expect(/[^\P{C}\n\t]/u.test(said.replaceAll('\ufffd', ''))).toBe(false)
    expect(said.includes(secret)).toBe(false)
    return one(calls.shift())
  }
  await Promise.all([one(calls.shift()), one(calls.shift())])
  expect(readdirSync(directory).filter((name) => name.includes('canary'))).toEqual([])
})
