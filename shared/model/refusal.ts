import { en } from '../locales/en.ts'
import type { Message, MessageKey } from '../message.ts'
import { messageSchema } from './message-schema.ts'

/**
 * The words of a schema's own refusal: its message is a key of ours, and what its text has to be told stands in the issue's
 * `params`. Null for what zod says by itself.
 */
export function refusalOf(issue: { readonly message: string }): Message | null {
  if (!isMessageKey(issue.message)) return null
  const key = issue.message
  const params: unknown = 'params' in issue ? issue.params : undefined
  return messageSchema.safeParse({ key, params }).data ?? { key }
}

function isMessageKey(text: string): text is MessageKey {
  const [namespace = '', name = '', ...more] = text.split('.')
  const texts: unknown = Object.getOwnPropertyDescriptor(en, namespace)?.value
  return more.length === 0 && typeof texts === 'object' && texts !== null && Object.hasOwn(texts, name)
}
