/** A statement of named.conf(5) with its place in the text. */
export interface NamedStatement {
  /** Half-open range, the closing semicolon included. */
  readonly start: number
  readonly end: number
  /** Words outside the braces, quotes taken off, e.g. `zone`, `example.test`, `IN`. */
  readonly words: readonly string[]
  /** What the braces hold, or null where there are none. */
  readonly body: readonly NamedStatement[] | null
  /** Place of the closing brace; -1 where there is none. */
  readonly bodyEnd: number
}

/** The statements of a named.conf(5) text, or null where braces, quotes or semicolons do not match. */
export function parseNamedConf(text: string): readonly NamedStatement[] | null {
  const tokens = tokensOf(text)
  if (tokens === null) return null
  const reader = { tokens, index: 0, depth: 0 }
  const statements = readStatements(reader)
  return statements !== null && reader.index === tokens.length ? statements : null
}

/** The last statement of that name in a list, as named(8) takes it. */
export function lastNamed(statements: readonly NamedStatement[], name: string): NamedStatement | undefined {
  return statements.findLast(({ words }) => words[0]?.toLowerCase() === name)
}

/** What a statement says after its name, in one line and one spacing, e.g. `{ 127.0.0.1; ::1; }` or `auto`. */
export function valueOf({ words, body }: NamedStatement): string {
  const inner = body === null ? [] : [bracesOf(body)]
  return [...words.slice(1), ...inner].join(' ')
}

/** `{ a; b; }`, a list as named.conf(5) writes it. */
export function braces(elements: readonly string[]): string {
  return `{ ${elements.map((element) => `${element}; `).join('')}}`
}

function bracesOf(body: readonly NamedStatement[]): string {
  const parts = body.map((statement) => {
    const rest =
      statement.body === null ? '' : `${statement.words.length === 0 ? '' : ' '}${bracesOf(statement.body)}`
    return `${statement.words.join(' ')}${rest}`
  })
  return braces(parts)
}

interface Token {
  readonly kind: 'word' | '{' | '}' | ';'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Comments in the styles of C, C++ and the shell; quoted strings; marks; words. */
const lexeme =
  /(?<comment>\/\*[\s\S]*?\*\/|\/\/[^\n]*|#[^\n]*)|(?<space>\s+)|"(?<quoted>(?:[^"\\]|\\[\s\S])*)"|(?<mark>[{};])|(?<word>(?:(?!\/\/|\/\*)[^\s{};"#])+)/y

function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = []
  lexeme.lastIndex = 0
  while (lexeme.lastIndex < text.length) {
    const start = lexeme.lastIndex
    const groups = lexeme.exec(text)?.groups
    if (groups === undefined) return null
    const end = lexeme.lastIndex
    const { quoted, mark, word } = groups
    if (mark === '{' || mark === '}' || mark === ';') tokens.push({ kind: mark, text: mark, start, end })
    else if (quoted !== undefined || word !== undefined)
      tokens.push({ kind: 'word', text: quoted ?? word ?? '', start, end })
  }
  return tokens
}

const deepest = 100

interface Reader {
  readonly tokens: readonly Token[]
  index: number
  depth: number
}

function readStatements(reader: Reader): readonly NamedStatement[] | null {
  const statements: NamedStatement[] = []
  for (;;) {
    const token = reader.tokens[reader.index]
    if (token === undefined || token.kind === '}') return statements
    if (token.kind === ';') {
      reader.index += 1
      continue
    }
    const statement = readStatement(reader, token.start)
    if (statement === null) return null
    statements.push(statement)
  }
}

function readStatement(reader: Reader, start: number): NamedStatement | null {
  const words: string[] = []
  let body: readonly NamedStatement[] | null = null
  let bodyEnd = -1
  for (;;) {
    const token = reader.tokens[reader.index]
    if (token === undefined) return null
    reader.index += 1
    if (token.kind === ';') return { start, end: token.end, words, body, bodyEnd }
    if (token.kind === '}') return null
    if (token.kind === 'word') {
      words.push(token.text)
      continue
    }
    // No configuration is nested deeper by far; each level costs a level of ours.
    if (reader.depth === deepest) return null
    reader.depth += 1
    body = readStatements(reader)
    reader.depth -= 1
    const close = reader.tokens[reader.index]
    if (body === null || close?.kind !== '}') return null
    bodyEnd = close.start
    reader.index += 1
  }
}
