import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import { refusalOf } from '#shared/model/refusal.ts'
import type { z } from 'zod'
import type { PointAt, SpecPath } from './locate.ts'
import { nearestWord } from './nearest-word.ts'
import { knownKeys } from './spec-schema.ts'

/** A refusal in words, and what it is shown at. */
export interface Finding {
  readonly path: SpecPath
  readonly pointAt: PointAt
  readonly message: Message
}

/** What zod found, in words of ours: one finding, or one for each unknown key. */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown): readonly Finding[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  const value = valueAt(root, path)
  if (value === undefined && path.length > 0 && issue.code !== 'custom') {
    return [{ path, pointAt: 'value', message: message('spec.keyMissing', { name: lastName(path) }) }]
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], root))
    case 'invalid_type':
      return [{ path, pointAt: 'value', message: wrongType(issue.expected, value) }]
    case 'invalid_union':
      return [{ path, pointAt: 'value', message: ownWords(issue) ?? choice(issue, value) }]
    default:
      return [{ path, pointAt: 'value', message: ownWords(issue) ?? message('spec.valueInvalid') }]
  }
}

function unknownKey(path: SpecPath, root: unknown): Finding {
  const name = lastName(path)
  const known = knownKeys(path.slice(0, -1), root)
  const near = nearestWord(name, known)
  const text = near
    ? message('spec.keyUnknownNear', { name: shorten(name), near })
    : message('spec.keyUnknown', { name: shorten(name), known: listMessage(known) })
  return { path, pointAt: 'key', message: text }
}

function wrongType(expected: string, value: unknown): Message {
  if (expected === 'string') {
    return typeof value === 'object' && value !== null ? message('spec.wantText') : message('spec.wantQuotes')
  }
  if (expected === 'array') return message('spec.wantList')
  if (expected === 'object') return message('spec.wantMap')
  if (expected === 'boolean') return message('spec.wantBoolean')
  return message('spec.valueInvalid')
}

function choice(issue: z.core.$ZodIssueInvalidUnion, value: unknown): Message {
  if (typeof value === 'object' && value !== null) return message('spec.wantText')
  const options: unknown = 'options' in issue ? issue.options : undefined
  return Array.isArray(options)
    ? message('spec.wantOneOf', { options: listMessage(options.map(String)) })
    : message('spec.valueInvalid')
}

/** The schema's own refusals are message keys; what zod says by itself is not. */
function ownWords(issue: z.core.$ZodIssue): Message | null {
  return issue.message.startsWith('spec.') ? refusalOf(issue) : null
}

function valueAt(root: unknown, path: SpecPath): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.getOwnPropertyDescriptor(value, part)?.value
  }
  return value
}

function lastName(path: SpecPath): string {
  const name = path.findLast((part) => typeof part === 'string')
  return String(name ?? '')
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
