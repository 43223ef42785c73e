import type { StreamParser } from '@codemirror/language'

const words =
  /^(?:IN|CH|HS|SOA|NS|A|AAAA|MX|TXT|CNAME|PTR|SRV|CAA|TLSA|\$TTL|\$ORIGIN|\$INCLUDE|\$GENERATE)(?![A-Za-z0-9._-])/

/** Colours a zone file (RFC 1035 section 5.1): comments, strings, classes and types, numbers, addresses. */
export const zoneMode: StreamParser<null> = {
  name: 'zone',
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null
    if (stream.peek() === ';') {
      stream.skipToEnd()
      return 'comment'
    }
    if (stream.match(/^"(?:\\.|[^"\\])*"?/)) return 'string'
    if (stream.match(words)) return 'keyword'
    if (stream.match(/^\d+(?:\.\d+){3}|^\d+[smhdw]?(?![\w.-])/i)) return 'number'
    if (!stream.match(/^[^\s;"]+/)) stream.next()
    return null
  },
}
