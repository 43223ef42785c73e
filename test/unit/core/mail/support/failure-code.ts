import { expect } from 'vitest'
import { languages } from '#shared/language.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { FailureError, type FailureCode } from '#shared/model/failure.ts'

const i18n = createI18n('en')

/** The code with which a promise fails, null when it does not; its texts must be whole in both languages. */
export async function failureCode(promise: Promise<unknown>): Promise<FailureCode | null> {
  try {
    await promise
    return null
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    for (const text of [error.failure.message, error.failure.next]) {
      for (const language of languages)
        expect(translate(i18n, text, language)).not.toMatch(/\{\{|undefined|^failure\./)
    }
    return error.failure.code
  }
}
