import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function textsOf(catalog: Readonly<Record<string, Readonly<Record<string, string>>>>): Map<string, string> {
  return new Map(
    Object.entries(catalog).flatMap(([namespace, texts]) =>
      Object.entries(texts).map(([name, text]): [string, string] => [`${namespace}.${name}`, text]),
    ),
  )
}

const placeholders = (text: string) => [...new Set(text.match(/\{\{[^{}]*\}\}/g))].sort()

it('each text names the same things in both languages', () => {
  const english = textsOf(en)
  const chinese = textsOf(zh)
  expect([...chinese.keys()]).toEqual(
    expect.arrayContaining([...english.keys()].filter((key) => !key.endsWith('_one'))),
  )
  const differing = [...english]
    .map(([key, text]) => ({
      key,
      english: placeholders(text),
      chinese: placeholders(chinese.get(key.replace(/_one$/, '')) ?? ''),
    }))
    .filter((row) => row.english.join() !== row.chinese.join())
  expect(differing).toEqual([])
})

it('each text is asked for somewhere', () => {
  const code = globSync(
    ['electron/**/*.{ts,sh}', 'renderer/**/*.{ts,tsx}', 'shared/{*,{contract,model}/*}.ts'],
    {
      cwd: root,
    },
  )
    .map((file) => readFileSync(`${root}/${file}`, 'utf8'))
    .join('\n')
  const words = new Set(code.match(/\w+(?:\.\w+)*/g))
  const unused = [...textsOf(en).keys()].filter((key) => {
    const name = key.replace(/_one$/, '')
    // A failure is made by its code alone; what to do next goes with it.
    const code = name.replace(/^failure\.(\w+?)(?:Next)?$/, '$1')
    return !words.has(name) && !words.has(code)
  })
  expect(unused).toEqual([])
})
