import { expect, test } from 'vitest'
import { createI18n, translate } from '#shared/translate.ts'
import type { MessageKey } from '#shared/message.ts'

test('a key and parameters that a server makes up name no other text and are no options', () => {
  const made: string = '$t(cli.about)'
  // What a journal says is not checked against the catalogs before it is shown.
  const key = made as MessageKey
  expect(translate(createI18n('en'), { key, params: { lng: 1e308, nest: 1 } })).toBe(made)
})
