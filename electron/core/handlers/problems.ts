import { en } from '#shared/locales/en.ts'
import { message, type Message, type MessageKey } from '#shared/message.ts'

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
export function refusalWords(text: string): Message {
  return isMessageKey(text) ? { key: text } : message('settings.problemMalformed')
}

function isMessageKey(text: string): text is MessageKey {
  const [namespace = '', name = '', ...more] = text.split('.')
  const texts: unknown = Object.getOwnPropertyDescriptor(en, namespace)?.value
  return more.length === 0 && typeof texts === 'object' && texts !== null && Object.hasOwn(texts, name)
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part + 1}]` : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('')
}
