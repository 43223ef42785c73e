import { specJsonSchema } from '#core/spec/spec-schema.ts'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')

/** The names of the keys: in the table, and in the lists below its headings. */
const keysOf = (text: string) =>
  [...text.matchAll(/^(?:\| |## | *- )`?([a-z][A-Za-z]+)/gm)].map(([, key]) => key)

const codeBlocks = (text: string) => text.match(/^```yaml\n[^]*?^```$/gm)

test('the description is explained in both languages, key by key, with the same examples', () => {
  const [english, chinese] = [read('spec.md'), read('spec.zh-CN.md')]
  const [keys, chineseKeys] = [keysOf(english), keysOf(chinese)].map((list) =>
    list.filter((key) => key !== 'key'),
  )
  expect(keys?.length).toBeGreaterThan(20)
  expect(chineseKeys).toEqual(keys)
  expect(codeBlocks(chinese)).toEqual(codeBlocks(english))
  expect(keys).toEqual(expect.arrayContaining(Object.keys(specJsonSchema()['properties'] ?? {})))
})

test('the steps of the tutorial are mapped in both languages', () => {
  const rows = (text: string) => text.match(/^\| .*\|$/gm) ?? []
  expect(rows(read('tutorial.zh-CN.md'))).toHaveLength(rows(read('tutorial.md')).length)
})
