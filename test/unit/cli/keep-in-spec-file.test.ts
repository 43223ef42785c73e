import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSpec } from '#core/spec/read-spec.ts'
import { keepInSpecFile } from '../../../electron/cli/keep-in-spec-file.ts'

const path = '/etc/postfix/main.cf'
let directory: string
let file: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mailwright-keep-'))
  file = join(directory, 'spec.yaml')
  await writeFile(file, '# ours\ndomain: a.test # the domain\nhostname: mail.a.test\n', { mode: 0o600 })
})

afterEach(() => rm(directory, { recursive: true, force: true }))

async function kept() {
  const reading = readSpec(await readFile(file, 'utf8'))
  return reading.ok ? reading.spec.keep : reading.problems
}

test('a text is added, then replaced, and comments and rights stay', async () => {
  await keepInSpecFile(file, { path, content: 'a = 1\n# “é”\n\tb = 2\n' })
  await keepInSpecFile(file, { path: '/etc/aliases', content: 'x: y\n' })
  await keepInSpecFile(file, { path, content: 'a = 3\n' })
  expect(await kept()).toEqual([
    { path, content: 'a = 3\n' },
    { path: '/etc/aliases', content: 'x: y\n' },
  ])
  expect(await readFile(file, 'utf8')).toMatch(/^# ours\ndomain: a.test # the domain\n/)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(directory)).toEqual(['spec.yaml'])
})

test('any text that may be kept is read back the same', async () => {
  const text = fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', ' lead\n', 'a\r\nb', '\n\n\nx', '---\n...\n', '\tx: |\n  y'),
    )
    .map((one) => `${one.replaceAll('\0', '')}\n`)
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      await keepInSpecFile(file, { path, content })
      expect(await kept()).toEqual([{ path, content }])
    }),
    { numRuns: 200 },
  )
})

test('a description that does not hold is left as it is', async () => {
  await writeFile(file, 'domain: a.test\nhostname: elsewhere.test\n')
  await expect(keepInSpecFile(file, { path, content: 'x\n' })).rejects.toMatchObject({
    failure: { code: 'specFileInvalid' },
  })
  expect(await readFile(file, 'utf8')).not.toContain('keep')
})
