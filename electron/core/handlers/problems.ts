import { message, type Message } from '#shared/message.ts'
import { refusalOf } from '#shared/model/refusal.ts'

/** A field and what is wrong with it. */
export interface Problem {
  readonly path: readonly PropertyKey[]
  readonly message: Message
}

const mostListed = 20

/** All problems as one message, in their order, at most 20 of them; null where there is none. */
export function listProblems(problems: readonly Problem[]): Message | null {
  return problems
    .slice(0, mostListed)
    .map(({ path, message: problem }) =>
      path.length === 0 ? problem : message('settings.problemAt', { field: fieldName(path), problem }),
    )
    .reduceRight<Message | null>(
      (rest, problem) => (rest === null ? problem : message('settings.problemThen', { problem, rest })),
      null,
    )
}

/** The words of a schema's refusal: its message where that is a key of ours, else that the form is wrong. */
export function refusalWords(issue: { readonly message: string }): Message {
  return refusalOf(issue) ?? message('settings.problemMalformed')
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part + 1}]` : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('')
}
