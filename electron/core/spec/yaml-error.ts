import { message, type Message } from '#shared/message.ts'
import type { ErrorCode, YAMLError } from 'yaml'

/** What the YAML parser complains of, in words of ours; its own words go along where ours are general. */
export function describeYamlError(error: YAMLError): Message {
  const close = /^Flow (?:sequence|map) .*must .*end with a ([\]}])/.exec(error.message)?.[1]
  if (close !== undefined) return message('spec.yamlUnclosed', { close })
  const known = byCode[error.code]
  if (known) return known
  return message('spec.yamlInvalid', { detail: firstLine(error.message) })
}

const indentation = message('spec.yamlIndentation')
const quotes = message('spec.yamlQuotes')
const tag = message('spec.yamlTag')

const byCode: Partial<Record<ErrorCode, Message>> = {
  RESOURCE_EXHAUSTION: message('spec.tooDeep'),
  DUPLICATE_KEY: message('spec.keyTwice'),
  TAB_AS_INDENT: message('spec.yamlTab'),
  BAD_INDENT: indentation,
  BLOCK_AS_IMPLICIT_KEY: indentation,
  BLOCK_IN_FLOW: indentation,
  MULTILINE_IMPLICIT_KEY: indentation,
  BAD_DQ_ESCAPE: message('spec.yamlEscape'),
  BAD_SCALAR_START: quotes,
  BAD_ALIAS: message('spec.yamlAlias'),
  MULTIPLE_DOCS: message('spec.yamlDocuments'),
  NON_STRING_KEY: message('spec.keyNotText'),
  TAG_RESOLVE_FAILED: tag,
  MULTIPLE_TAGS: tag,
  BAD_COLLECTION_TYPE: tag,
}

/** The parser appends the place and the line itself, which may hold a password: only its sentence is kept. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
}
