import { readSpec, readSpecBytes, type SpecProblem } from '#core/spec/read-spec.ts'
import { writeSpec } from '#core/spec/write-spec.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const good = `domain: example.test
hostname: mail.example.test
dns: { provider: bind, forwarders: [223.5.5.5], useForServer: false }
mailboxes: [{ name: alice, password: "a: 'b' # c" }]
aliases: [{ name: info, to: [alice] }]
`

function problemsOf(text: string): readonly SpecProblem[] {
  const reading = readSpec(text)
  return reading.ok ? [] : reading.problems
}

/** `line:column path key`, as short as a case can be told. */
function brief(text: string): string[] {
  return problemsOf(text).map(({ line, column, path, message }) => `${line}:${column} ${path} ${message.key}`)
}

const head = 'domain: a.test\nhostname: mail.a.test\n'

describe('a description', () => {
  test('is read whole, with its defaults filled in', () => {
    const reading = readSpec(good)
    expect(reading.ok && reading.spec).toMatchObject({
      domain: 'example.test',
      accounts: 'virtual',
      access: 'tls',
      dns: { provider: 'bind', forwarders: ['223.5.5.5'], useForServer: false },
      mailboxes: [{ name: 'alice', password: "a: 'b' # c" }],
    })
  })

  test('is written without passwords and reads back the same', () => {
    const reading = readSpec(good)
    if (!reading.ok) throw new Error('the example must hold')
    const yaml = writeSpec(reading.spec)
    expect(yaml).not.toContain("'b'")
    expect(readSpec(yaml)).toEqual({ ok: true, spec: { ...reading.spec, mailboxes: [{ name: 'alice' }] } })
  })

  test('may begin with a byte order mark and have the line ends of Windows', () => {
    expect(readSpec(`\ufeff${good.replaceAll('\n', '\r\n')}`).ok).toBe(true)
  })
})

describe('a problem is told with line and column', () => {
  test('a name in another script, with what to write instead', () => {
    const problems = problemsOf('domain: 例子。中国\nhostname: Mail.bücher.example\n')
    expect(problems.map(({ path, message }) => [path, message])).toEqual([
      ['domain', { key: 'spec.domainUnicode', params: { ascii: 'xn--fsqu00a.xn--fiqs8s' } }],
      ['hostname', { key: 'spec.domainUnicode', params: { ascii: 'mail.xn--bcher-kva.example' } }],
    ])
    // A reader of URLs would take these for something else, or leave the sign out that nobody sees.
    for (const odd of ['例子.中国/x', 'a@例子.中国', 'exam\u200bple.中国', '例子.中国:80'])
      expect(brief(`domain: "${odd}"\nhostname: mail.a.test\n`)).toEqual(['1:9 domain spec.domainInvalid'])
  })

  test.each([
    ['an empty file', '', ['1:1  spec.empty']],
    ['only a comment', '# nothing\n', ['1:1  spec.empty']],
    ['a list', '- a\n', ['1:1  spec.wantMap']],
    ['a missing key', 'domain: a.test\n', ['1:1 hostname spec.keyMissing']],
    ['a misspelt key', `${head}mailboxs: []\n`, ['3:1 mailboxs spec.keyUnknownNear']],
    ['a key that is nothing', `${head}x: 1\n`, ['3:1 x spec.keyUnknown']],
    ['a key twice', `${head}domain: b.test\n`, ['3:1  spec.keyTwice']],
    [
      'a number for a password',
      `${head}mailboxes: [{ name: al, password: 123 }]\n`,
      ['3:35 mailboxes[0].password spec.wantQuotes'],
    ],
    [
      'a bad name',
      `${head}mailboxes:\n  - name: "a b"\n    password: x\n`,
      ['4:11 mailboxes[0].name spec.nameInvalid'],
    ],
    ['a missing name', `${head}mailboxes:\n  - password: x\n`, ['4:5 mailboxes[0].name spec.keyMissing']],
    [
      'a text for a list',
      `${head}aliases: [{ name: info, to: alice }]\n`,
      ['3:29 aliases[0].to spec.wantList'],
    ],
    ['a list for a text', 'domain: [a]\nhostname: mail.a.test\n', ['1:9 domain spec.wantText']],
    ['a text for a map', `${head}dns: bind\n`, ['3:6 dns spec.wantMap']],
    ['an unknown provider', `${head}dns: { provider: cloud }\n`, ['3:18 dns.provider spec.wantOneOf']],
    ['no provider', `${head}dns: { forwarders: [] }\n`, ['3:6 dns.provider spec.keyMissing']],
    [
      'a key of the other provider',
      `${head}dns: { provider: manual, forwarders: [] }\n`,
      ['3:26 dns.forwarders spec.keyUnknown'],
    ],
    [
      'yes for true',
      `${head}dns: { provider: bind, useForServer: yes }\n`,
      ['3:38 dns.useForServer spec.wantBoolean'],
    ],
    [
      'a host outside the domain',
      'domain: a.test\nhostname: mail.b.test\n',
      ['2:11 hostname spec.hostnameOutside'],
    ],
    ['no domain', 'domain: ""\nhostname: mail.a.test\n', ['1:9 domain spec.domainMissing']],
    [
      'a domain that is none in any script',
      'domain: 例子\nhostname: mail.例 子.中国\n',
      ['1:9 domain spec.domainInvalid', '2:11 hostname spec.domainInvalid'],
    ],
    [
      'a name twice',
      `${head}mailboxes: [{name: al}]\naliases: [{name: al, to: [al]}]\n`,
      ['4:18 aliases[0].name spec.nameTwice'],
    ],
    [
      'the colon of a Chinese input method',
      `${head}mailboxes：[{ name: al }]\n`,
      ['3:10  spec.yamlWideColon'],
    ],
    ['that colon from the first line on', 'domain：a.test\n', ['1:7  spec.yamlWideColon']],
    [
      'aliases that lead to each other, or to themselves',
      `${head}aliases: [{name: b, to: [c]}, {name: c, to: [al, B@a.test]}, {name: d, to: [d]}, {name: e, to: [c]}]\n`,
      [
        '3:25 aliases[0].to spec.aliasLoop',
        '3:45 aliases[1].to spec.aliasLoop',
        '3:76 aliases[2].to spec.aliasLoop',
      ],
    ],
    ...['0.0.0.0', '127.0.0.1', '224.0.0.1', '169.254.1.1', '::', '::1', 'fe80::1', 'ff02::1'].map(
      (address): [string, string, string[]] => [
        `an address that leads nowhere, ${address}`,
        `${head}address: "${address}"\n`,
        ['3:10 address spec.addressNowhere'],
      ],
    ),
    [
      'resolvers that lead nowhere',
      `${head}dns: { provider: bind, forwarders: [8.8.8.8, 255.255.255.255, "2001:4860:4860::8888"] }\n`,
      ['3:46 dns.forwarders[1] spec.addressNowhere'],
    ],
    [
      'networks of one host, or of the whole world',
      `${head}access: tutorial\ntrustedNetworks: [10.0.0.1/8, 0.0.0.0/0, "fd00::1/64", "::/0", 10.0.0.0/8, "fd00::/64", 1.2.3.4/32, "::ffff:10.0.0.0/104"]\n`,
      [
        '4:19 trustedNetworks[0] spec.networkHostBits',
        '4:31 trustedNetworks[1] spec.networkTooWide',
        '4:42 trustedNetworks[2] spec.networkHostBits',
        '4:56 trustedNetworks[3] spec.networkTooWide',
      ],
    ],
    ['an empty value', 'domain:\nhostname: mail.a.test\n', ['1:8 domain spec.wantQuotes']],
    ['a prototype as key', `${head}__proto__: { a: 1 }\n`, ['3:1 __proto__ spec.keyUnknown']],
    ['a merge key', `${head}<<: { a: 1 }\n`, ['3:1 << spec.keyUnknown']],
    ['a bracket that stays open', 'domain: [\nhostname: mail.a.test\n', ['2:1  spec.yamlUnclosed']],
    [
      'a misspelt key, without the one it stands for',
      'domian: a.test\nhostname: mail.a.test\n',
      ['1:1 domian spec.keyUnknownNear'],
    ],
    [
      'the password of an example',
      `${head}mailboxes: [{ name: alice, password: "…" }, { name: bob, password: "..." }]\n`,
      ['3:38 mailboxes[0].password spec.passwordExample', '3:68 mailboxes[1].password spec.passwordExample'],
    ],
    ['a tab for indentation', 'dns:\n\tprovider: bind\n', ['2:1  spec.yamlTab']],
    ['an open quote', 'domain: "a.test\n', ['2:1  spec.yamlInvalid']],
    ['two documents', `${head}---\n${head}`, ['3:1  spec.yamlDocuments']],
    ['an alias to nothing', 'domain: *x\n', ['1:9  spec.yamlAlias']],
    ['NUL', 'domain: a\n  \0', ['2:3  spec.forbiddenCharacter']],
    ['half a surrogate pair', 'domain: \ud800', ['1:9  spec.forbiddenCharacter']],
  ])('%s', (_name, text, expected) => {
    expect(brief(text)).toEqual(expected)
  })

  test('all of them at once, in the order of the file', () => {
    const text = 'domain: 5\nfoo: 1\nmailboxes:\n  - nam: alice\n'
    expect(brief(text)).toEqual([
      '1:1 hostname spec.keyMissing',
      '1:9 domain spec.wantQuotes',
      '2:1 foo spec.keyUnknown',
      '4:5 mailboxes[0].nam spec.keyUnknownNear',
    ])
  })

  test('where an alias stands for the value', () => {
    expect(
      brief(`${head}aliases: [{ name: x, to: &t [alice] }, { name: y, to: *t }]\naddress: *t\n`),
    ).toEqual(['4:10 address spec.wantText'])
  })
})

describe('a hostile file', () => {
  test('that is too large is refused', () => {
    expect(brief(`#${'x'.repeat(1024 * 1024)}`)).toEqual(['1:1  spec.tooLarge'])
    const bytes = new Uint8Array(1024 * 1024 + 1)
    expect(readSpecBytes(bytes)).toMatchObject({ problems: [{ message: { key: 'spec.tooLarge' } }] })
  })

  test('that is not UTF-8 is refused', () => {
    expect(readSpecBytes(Uint8Array.of(0xd6, 0xd0))).toMatchObject({
      problems: [{ message: { key: 'spec.notUtf8' } }],
    })
  })

  test('that unfolds to a billion aliases is refused', () => {
    const levels = Array.from({ length: 12 }, (_, i) => {
      const item = i === 0 ? '"lol"' : `*a${i - 1}`
      return `a${i}: &a${i} [${Array(10).fill(item).join(',')}]`
    })
    expect(brief(levels.join('\n'))).toEqual(['1:1  spec.aliasBomb'])
  })

  test('that is nested ten thousand deep is refused', () => {
    expect(brief(`domain: ${'['.repeat(20_000)}`).length).toBeLessThanOrEqual(50)
    expect(brief(`domain: ${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toEqual([
      expect.stringMatching(/spec.tooDeep$/),
    ])
  })

  test('whatever it holds is answered with places inside the file', () => {
    const soup = fc.array(
      fc.constantFrom(
        'domain',
        ':',
        ' ',
        '\n',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '&a',
        '*a',
        '!',
        '|',
        '#',
        '\t',
        '中',
        '%',
        '?',
        '---',
        'mailboxes',
      ),
    )
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join('')
        const lines = text.split('\n').length
        for (const problem of problemsOf(text)) {
          expect(problem.line).toBeGreaterThanOrEqual(1)
          expect(problem.line).toBeLessThanOrEqual(lines)
          expect(problem.column).toBeGreaterThanOrEqual(1)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('a password of any characters is carried whole or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 140 }), (password) => {
        const reading = readSpec(`${head}mailboxes: [${JSON.stringify({ name: 'alice', password })}]\n`)
        if (reading.ok) expect(reading.spec.mailboxes[0]?.password).toBe(password)
        else expect(reading.problems[0]?.message.key).toMatch(/^spec\.(password|forbidden|yaml)/)
      }),
      { numRuns: 1000 },
    )
  })
})
