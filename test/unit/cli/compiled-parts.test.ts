import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { partLoader } from '../../../electron/cli/compiled-parts.ts'

let folder: string
let code: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailwright parts '))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  code = join(folder, 'code')
  writeFileSync(
    join(folder, 'program.cjs'),
    `const part = require('./part-a.cjs')
     exports.whole = () => require('node:path').basename(__filename) + ' ' + part.say('到') + ' ' + __dirname`,
  )
  writeFileSync(join(folder, 'part-a.cjs'), "exports.say = (word) => 'one ' + word")
})

/** Runs the program as a call of the terminal does; tells what it said, and whether its code was written down anew. */
function call(cacheFile: string | null = code): { said: string; wrote: boolean } {
  const before = writtenAt()
  const parts = partLoader(folder, cacheFile)
  const { whole } = parts.load('program.cjs') as { whole: () => string }
  const said = whole()
  parts.keep()
  return { said, wrote: writtenAt() !== before }
}

function writtenAt(): number | null {
  return statSync(code, { throwIfNoEntry: false })?.ino ?? null
}

test('parts are loaded with the code of an earlier run, which is written down once', () => {
  const said = `program.cjs one 到 ${folder}`
  expect(call()).toEqual({ said, wrote: true })
  expect(call()).toEqual({ said, wrote: false })
})

test('a part that was built anew is not taken for the one that it was, also where it is as long', () => {
  call()
  writeFileSync(join(folder, 'part-a.cjs'), "exports.say = (word) => 'two ' + word")
  utimesSync(join(folder, 'part-a.cjs'), 1, 1)
  expect(call()).toMatchObject({ said: expect.stringContaining('two') as string, wrote: true })
  expect(call().wrote).toBe(false)
})

test('code that was cut off or spoiled is not run, and is written down anew', () => {
  call()
  const whole = readFileSync(code)
  truncateSync(code, whole.length - 1)
  expect(call()).toMatchObject({ said: expect.stringContaining('one') as string, wrote: true })
  const spoiled = Buffer.from(whole)
  spoiled.fill(0, whole.length - 64)
  for (const bytes of [spoiled, Buffer.from('\0\0\n'), Buffer.from('null\n'), Buffer.alloc(0)]) {
    writeFileSync(code, bytes)
    expect(call()).toMatchObject({ said: expect.stringContaining('one') as string, wrote: true })
  }
})

test('where nothing can be written down the program runs all the same', () => {
  expect(call(null).wrote).toBe(false)
  expect(call(join(folder, 'missing', 'code'))).toMatchObject({
    said: expect.stringContaining('one') as string,
  })
})

test('what one run did not need is kept for the next that does', () => {
  call()
  writeFileSync(join(folder, 'part-b.cjs'), 'exports.more = () => 1')
  const other = partLoader(folder, code)
  expect(other.load('part-b.cjs')).toMatchObject({ more: expect.any(Function) as unknown })
  other.keep()
  expect(call().wrote).toBe(false)
})

test('the code of another build does not stay', () => {
  call()
  expect(readFileSync(code, 'latin1')).toContain('part-a.cjs')
  writeFileSync(join(folder, 'program.cjs'), "exports.whole = () => require('./part-b.cjs').word")
  writeFileSync(join(folder, 'part-b.cjs'), "exports.word = 'newer'")
  expect(call()).toEqual({ said: 'newer', wrote: true })
  expect(readFileSync(code, 'latin1')).not.toContain('part-a.cjs')
})
