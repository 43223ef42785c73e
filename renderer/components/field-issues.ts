import type { z } from 'zod'
import { message, type Message, type MessageKey } from '#shared/message.ts'
import { en } from '#shared/locales/en.ts'

/** What is wrong with a value, by the path of the field (`mailboxes.0.name`); the first finding of each. */
export type FieldIssues = ReadonlyMap<string, Message>

const keys = new Set<string>(
  Object.entries(en).flatMap(([namespace, texts]) =>
    Object.keys(texts).map((name) => `${namespace}.${name}`),
  ),
)

function isMessageKey(text: string): text is MessageKey {
  return keys.has(text)
}

/** The findings of a schema, whose messages are message keys; findings of a union's branches are looked through. */
export function issuesOf(schema: z.ZodType, value: unknown, prefix = ''): FieldIssues {
  const found = new Map<string, Message>()
  for (const issue of schema.safeParse(value).error?.issues ?? []) {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.')
    if (found.has(path)) continue
    const key: Message = isMessageKey(issue.message) ? { key: issue.message } : message('common.invalid')
    found.set(path, key)
  }
  return found
}

/** Several findings as one; the first of a path wins. */
export function mergeIssues(...all: readonly FieldIssues[]): FieldIssues {
  return new Map(all.toReversed().flatMap((issues) => [...issues]))
}
