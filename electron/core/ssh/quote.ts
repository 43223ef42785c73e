/** Text that no POSIX shell reads as anything but itself, in any place of a command; digits alone would join a `>`. */
const plainWord = /^(?=.*[^0-9])[A-Za-z0-9_./:@,+-]+$/
const plainOrNumber = /^[A-Za-z0-9_./:@,+-]+$/

// POSIX.1-2017 XCU §2.4, and what bash and zsh add to it.
const reservedWords = new Set(
  'case coproc do done elif else end esac fi for foreach function if in nocorrect repeat select then time until while'.split(
    ' ',
  ),
)

/**
 * One word of POSIX shell that means exactly the given text (XCU §2.2.2): plain words stay as they are, others are put in
 * single quotes. Throws a RangeError for NUL, which no command line can carry.
 */
export function quote(word: string): string {
  return plainWord.test(word) && !reservedWords.has(word) ? word : quoteAlways(word)
}

/** Words of a command line, each quoted, with one blank between them; numbers stay readable. */
export function quoteWords(words: readonly (string | number)[]): string {
  return words
    .map(String)
    .map((word) => (plainOrNumber.test(word) && !reservedWords.has(word) ? word : quoteAlways(word)))
    .join(' ')
}

/** What may stand in a command: a Secret is none of these and does not compile. */
export type ShellWord = string | number | readonly string[]

/**
 * A shell command in which each `${word}` is quoted, an array as several words. The text around is taken as it is written,
 * backslashes included.
 */
export function sh(template: { readonly raw: readonly string[] }, ...words: readonly ShellWord[]): string {
  return template.raw
    .map((text, index) => {
      const word = words[index]
      if (word === undefined) return text
      if (typeof word === 'object') return text + quoteWords(word)
      const startsRedirection = /^[<>]/.test(template.raw[index + 1] ?? '')
      return text + (startsRedirection ? quote(String(word)) : quoteWords([word]))
    })
    .join('')
}

function quoteAlways(word: string): string {
  if (word.includes('\0')) throw new RangeError('a shell word cannot hold NUL')
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
