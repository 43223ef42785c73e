import type { z } from 'zod'
import { message, type Message } from '#shared/message.ts'
import { refusalOf } from '#shared/model/refusal.ts'

/** What is wrong with a value, by the path of the field (`mailboxes.0.name`); the first finding of each. */
export type FieldIssues = ReadonlyMap<string, Message>

/** The findings of a schema, whose messages are message keys; findings of a union's branches are looked through. */
export function issuesOf(schema: z.ZodType, value: unknown, prefix = ''): FieldIssues {
  const found = new Map<string, Message>()
  for (const issue of schema.safeParse(value).error?.issues ?? []) {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.')
    if (found.has(path)) continue
    found.set(path, refusalOf(issue) ?? message('common.invalid'))
  }
  return found
}

/** Several findings as one; the first of a path wins. */
export function mergeIssues(...all: readonly FieldIssues[]): FieldIssues {
  return new Map(all.toReversed().flatMap((issues) => [...issues]))
}
