import { specJsonSchema } from '#core/spec/spec-schema.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const file = new URL('../../../../docs/spec.schema.json', import.meta.url)

// `UPDATE_DOCS=1 npx vitest run --project unit spec-schema` writes it anew.
test('docs/spec.schema.json is what the schema says', () => {
  const fresh = `${JSON.stringify(specJsonSchema(), null, 2)}\n`
  if (process.env['UPDATE_DOCS']) writeFileSync(file, fresh)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(specJsonSchema())
})
