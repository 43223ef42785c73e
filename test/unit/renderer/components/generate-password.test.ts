import { expect, it } from 'vitest'
import { passwordText } from '#shared/model/names.ts'
import { generatePassword } from '../../../../renderer/components/generate-password.ts'

it('makes passwords that are accepted, hard to confuse, and never the same', () => {
  const made = Array.from({ length: 500 }, generatePassword)
  expect(new Set(made).size).toBe(500)
  for (const password of made) {
    expect(passwordText.safeParse(password).success).toBe(true)
    expect(password).toMatch(/^(?:[a-zA-Z2-9]{5}-){3}[a-zA-Z2-9]{5}$/)
    expect(password).not.toMatch(/[lIO01]/)
  }
})
