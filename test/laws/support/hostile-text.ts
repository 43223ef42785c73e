import fc from 'fast-check'

/** Values that some program on the way might take for something else than text. */
const nasty = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\n',
  'a\nb: c',
  '\r\n.\r\nMAIL FROM:<x>\r\n',
  "'",
  '"',
  "a'; touch canary; '",
  '"; touch canary; "',
  '$(touch canary)',
  '`touch canary`',
  '${IFS}$(touch${IFS}canary)',
  '; touch canary #',
  '| touch canary',
  '&& touch canary',
  '-rf',
  '--help',
  '-oProxyCommand=touch canary',
  '%s%n%d%x',
  '../../../etc/passwd',
  '\\',
  '\\\\n\\0',
  '*',
  '~',
  '!!',
  '{{name}} $t(cli.about)',
  '<script>alert(1)</script>',
  "'; DROP TABLE hosts; --",
  '\u202egnp.exe',
  '\u2066a\u2069',
  '\u200bzero\u200dwidth',
  'аdmin',
  'ａｄｍｉｎ',
  'e\u0301',
  '\u00e9',
  '\u212a',
  'ﬁ',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\uffff',
  '👩‍👩‍👧‍👦',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31m',
  '\u2028',
  '&anchor *alias',
  '!!js/function x',
  '- a\n- b',
  'null',
  'true',
  '1e3',
  '0x10',
  '__proto__',
  'constructor',
  'root',
  'a@b',
  'a@b@c',
  'a'.repeat(1000),
  '邮'.repeat(1000),
  "'".repeat(64 * 1024),
]

/** Any text at all: half of it out of the attacker's book, alone or within other text. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.string({ maxLength: 12 }),
        fc.constantFrom(...nasty.slice(0, -1)),
        fc.string({ maxLength: 12 }),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
      .map((units) => String.fromCharCode(...units)),
  },
)

/** A password that the description accepts, out of the same book. */
export const hostilePassword: fc.Arbitrary<string> = hostileText
  .map((text) =>
    text
      .replace(/\p{Cc}/gu, '')
      .slice(0, 128)
      .toWellFormed(),
  )
  .filter((text) => text !== '')

/** The local part of a mailbox or alias, up to the limits of its grammar. */
export const lawfulName: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}$/),
  fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}(\.[a-z0-9]{1,5}){0,3}$/),
  fc.constantFrom(
    '-'.padStart(64, 'a'),
    '0',
    '00x',
    'a.b',
    'n',
    'true',
    'null',
    'include',
    'end',
    'x'.repeat(64),
  ),
)
