import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileOf, stretchesOf } from '#core/roles/postfix/logical-lines.ts'
import {
  elementsOf,
  listOf,
  parameterNamed,
  parametersOf,
  withParameter,
  withParameters,
} from '#core/roles/postfix/main-cf.ts'
import { keptNetworks, wishedMainCf } from '#core/roles/postfix/main-cf-wish.ts'
import { bareRelease, exampleSpec, platformOfFacts } from '../whole-wish.ts'

const existing = `# by hand
myhostname = old.example.test
mydestination = $myhostname, example.test,
# a comment inside
    localhost.localdomain, , localhost
relayhost = [smtp.provider.test]:587
mynetworks = 127.0.0.0/8 10.9.0.0/16
mynetworks = 127.0.0.0/8 10.8.0.0/16
smtpd_tls_cert_file=/etc/letsencrypt/live/x/fullchain.pem
smtpd_tls_key_file=/etc/letsencrypt/live/x/privkey.pem
virtual_alias_maps = hash:/etc/postfix/virtual
message_size_limit = 10240000
`
const platform = platformOfFacts(bareRelease('12'))

describe('a parameter in a value', () => {
  it.each(['$shared', '${shared}', '$(shared)'])('is found as %s', (form) => {
    expect(parameterNamed(form)).toBe('shared')
    expect(withParameter(`a ${form}/b`, 'shared', '$c')).toBe('a $c/b')
    const parameters = parametersOf(`shared = hash:/a, hash:/b\nalias_maps = ${form}, hash:/c\n`)
    expect(elementsOf(parameters, 'alias_maps')).toEqual(['hash:/a', 'hash:/b', 'hash:/c'])
  })

  it.each(['shared', '$shared.test', '${shared', '${shared?x}', '$shared $other'])('is not %s', (value) => {
    expect(parameterNamed(value)).toBeUndefined()
  })
})

describe('the networks of a server of somebody else', () => {
  it.each([
    ['', ['subnet']],
    ['compatibility_level = 1\nmynetworks_style = class\n', ['class']],
    ['compatibility_level = 3.6\n', []],
    ['mynetworks_style = subnet\nmynetworks = 127.0.0.0/8\n', []],
  ])('are named where a style let them send, as by %j', (text, styles) => {
    const { warnings } = wishedMainCf(`relayhost =\n${text}`, exampleSpec(), platform)
    const told = warnings.filter(({ key }) => key === 'roles.networksClosedWarning')
    expect(told.map(({ params }) => params?.['style'])).toEqual(styles)
  })
})

describe('main.cf as text', () => {
  it('is read with continuation lines, comments inside them, and the last of several settings', () => {
    const parameters = parametersOf(existing)
    expect(parameters.get('mydestination')).toBe(
      '$myhostname, example.test, localhost.localdomain, , localhost',
    )
    expect(parameters.get('mynetworks')).toBe('127.0.0.0/8 10.8.0.0/16')
  })

  it('is given back byte for byte from its stretches, whatever it holds', () => {
    const line = fc.oneof(
      fc.constantFrom('', '# note', '  # note', 'a = b', '\tcontinued', '  ', 'x=', 'no equals sign'),
      fc.string().map((text) => text.replaceAll('\n', ' ')),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map((part) => `${part}\n`).join('')
        expect(fileOf(stretchesOf(text))).toBe(text)
      }),
    )
  })

  it('keeps every line but those of the parameters that change', () => {
    const edited = withParameters(existing, new Map([['myhostname', 'mail.example.test']]))
    expect(edited).toBe(existing.replace('old.example.test', 'mail.example.test'))
  })

  it('keeps the lines and comments of a list that grows at an end', () => {
    const grown = (value: string) => withParameters(existing, new Map([['mydestination', value]]))
    const present = '$myhostname, example.test, localhost.localdomain, localhost'
    const lines = ' $myhostname, example.test,\n# a comment inside\n    localhost.localdomain, , localhost\n'
    expect(existing).toContain(`mydestination =${lines}`)
    expect(grown(`${present}, a, b`)).toContain(`mydestination =${lines}    a, b\n`)
    expect(grown(`a, b, ${present}`)).toContain(`mydestination = a, b\n   ${lines}`)
    expect(grown(present)).toBe(existing)
    expect(grown('example.test, $myhostname')).toContain(
      '\nmydestination = example.test, $myhostname\nrelayhost',
    )
    const again = grown(`a, ${present}`)
    expect(withParameters(again, new Map([['mydestination', `a, ${present}`]]))).toBe(again)
  })

  it('has each wished value after an edit, and a second edit changes nothing', () => {
    const value = fc.constantFrom('', 'yes', 'a, b', '$myhostname localhost', 'inline:{ {a = b} }')
    const settings = fc.array(fc.tuple(fc.constantFrom('a', 'mynetworks', 'relayhost', 'c_d'), value))
    fc.assert(
      fc.property(settings, settings, (before, wished) => {
        const text = before
          .map(([name, setting]) => `${name}\n = ${setting}\n`)
          .join('')
          .replaceAll('\n =', ' =')
        const edited = withParameters(text, new Map(wished))
        for (const [name, setting] of new Map(wished)) expect(parametersOf(edited).get(name)).toBe(setting)
        expect(withParameters(edited, new Map(wished))).toBe(edited)
      }),
    )
  })

  it('splits lists at commas and space, but not inside braces', () => {
    expect(listOf('a, b  c,inline:{ {x = y, z} },, d')).toEqual(['a', 'b', 'c', 'inline:{ {x = y, z} }', 'd'])
  })
})

describe('a main.cf that somebody wrote', () => {
  const wished = wishedMainCf(existing, exampleSpec(), platform)
  const parameters = parametersOf(wished.text)

  it('keeps what the description does not name', () => {
    expect(wished.text).toContain('# by hand\n')
    expect(parameters.get('relayhost')).toBe('[smtp.provider.test]:587')
    expect(parameters.get('message_size_limit')).toBe('10240000')
  })

  it.each([
    ['$mydomain', null, '$myhostname'],
    ['/etc/mailname', 'example.test\n', '$myhostname'],
    ['/etc/mailname', 'old.test\n', '/etc/mailname'],
    ['/etc/mailname', null, '/etc/mailname'],
    ['old.test', null, 'old.test'],
    ['', null, ''],
  ])('leaves names without a domain to users of the system, with myorigin %j', (value, mailname, after) => {
    const others = `${existing}myorigin = ${value}\n`
    const { text } = wishedMainCf(others, exampleSpec(), platform, undefined, { mailname })
    expect(parametersOf(text).get('myorigin')).toBe(after)
  })

  it('keeps the name that $mydomain stood for in myorigin, and sets none where none was', () => {
    const others = 'mydomain = old.test\nmyorigin = $mydomain\nmydestination = $mydomain\n'
    expect(parametersOf(wishedMainCf(others, exampleSpec(), platform).text).get('myorigin')).toBe('old.test')
    expect(parameters.has('myorigin')).toBe(false)
    const system = wishedMainCf(others, exampleSpec({ accounts: 'system' }), platform).text
    expect(parametersOf(system).get('myorigin')).toBe('$mydomain')
  })

  it.each([
    ['3.7.11-0+deb12u1', 'normalize'],
    ['3.5.24-0+deb11u1', 'normalize'],
    ['3.7.3-1', undefined],
    ['3.10.4-1', undefined],
    ['', undefined],
  ])('lets nobody smuggle in mail where Postfix %s does not see to it by itself', (version, value) => {
    for (const before of [null, 'mynetworks = 127.0.0.0/8\n']) {
      const { text } = wishedMainCf(before, exampleSpec(), platform, undefined, { version })
      expect(parametersOf(text).get('smtpd_forbid_bare_newline')).toBe(value)
    }
  })

  it.each(['virtual', 'system'] as const)(
    'tells which %s domain of ours it no longer takes mail for',
    (accounts) => {
      const { text } = wishedMainCf(null, exampleSpec({ accounts }), platform)
      const next = exampleSpec({ accounts, domain: 'next.test', hostname: 'mail.next.test' })
      expect(wishedMainCf(text, exampleSpec({ accounts }), platform).warnings).toEqual([])
      expect(wishedMainCf(text, next, platform).warnings).toEqual([
        { key: 'roles.domainDroppedWarning', params: { domain: 'example.test' } },
      ])
    },
  )

  it('names what changes for whoever logs in, also where a default of Postfix said it', () => {
    const told = (text: string) =>
      wishedMainCf(text, exampleSpec(), platform).warnings.map(({ params }) => params?.['name'])
    expect(told('smtpd_sasl_auth_enable = yes\nmynetworks = 127.0.0.0/8\n')).toEqual([
      'smtpd_tls_auth_only',
      'smtpd_sasl_type',
      'smtputf8_enable',
    ])
    expect(told('mynetworks = 127.0.0.0/8\n')).toEqual(['smtputf8_enable'])
  })

  it('keeps the elements of lists and adds ours', () => {
    expect(parameters.get('virtual_alias_maps')).toBe(
      'texthash:/etc/postfix/mailwright-aliases, hash:/etc/postfix/virtual',
    )
    expect(listOf(parameters.get('mynetworks') ?? '')).toContain('10.8.0.0/16')
  })

  it('no longer takes a virtual domain for a local one, and says so', () => {
    expect(listOf(parameters.get('mydestination') ?? '')).toEqual([
      '$myhostname',
      'localhost.localdomain',
      'localhost',
      'localhost.$mydomain',
      'old.example.test',
    ])
    expect(wished.warnings).toContainEqual({
      key: 'roles.domainBecomesVirtualWarning',
      params: { domain: 'example.test' },
    })
  })

  it('names every value that it replaces, with old and new', () => {
    expect(wished.warnings).toContainEqual({
      key: 'roles.parameterChangedWarning',
      params: { name: 'myhostname', before: 'old.example.test', after: 'mail.example.test' },
    })
  })

  it('keeps a certificate under its own names where that is the one to use', () => {
    const pair = {
      certificate: '/etc/letsencrypt/live/x/fullchain.pem',
      key: '/etc/letsencrypt/live/x/privkey.pem',
    }
    const kept = parametersOf(wishedMainCf(existing, exampleSpec(), platform, pair).text)
    expect(kept.get('smtpd_tls_cert_file')).toBe(pair.certificate)
    expect(kept.has('smtpd_tls_chain_files')).toBe(false)
    expect(parameters.has('smtpd_tls_cert_file')).toBe(false)
  })

  it('delivers the virtual domains of others as before', () => {
    const others =
      'mydomain = other.test\nmydestination = $mydomain\nvirtual_mailbox_domains = hash:/etc/postfix/v\n'
    const { text } = wishedMainCf(others, exampleSpec(), platform)
    const adopted = parametersOf(text)
    expect(adopted.has('virtual_transport')).toBe(false)
    expect(adopted.get('transport_maps')).toBe('texthash:/etc/postfix/mailwright-transport')
    expect(adopted.get('virtual_mailbox_domains')).toBe('hash:/etc/postfix/v, example.test')
    expect(listOf(adopted.get('mydestination') ?? '')).toContain('other.test')
    expect(adopted.has('message_size_limit')).toBe(false)
    expect(wishedMainCf(text, exampleSpec(), platform).text).toBe(text)
  })

  it.each([
    ['permit_mynetworks, permit_sasl_authenticated, permit_tls_clientcerts, reject_unauth_destination', null],
    [
      'permit_mynetworks permit_sasl_authenticated defer_unauth_destination',
      /^permit_mynetworks permit_sasl_authenticated reject_unauth_destination$/,
    ],
    ['permit', /^permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination$/],
    [
      'permit_mynetworks, check_client_access hash:/x, reject_unauth_destination',
      /^permit_mynetworks, permit_sasl/,
    ],
  ])('keeps relay restrictions only where they keep strangers out: %s', (before, after) => {
    const { text } = wishedMainCf(`smtpd_relay_restrictions = ${before}\n`, exampleSpec(), platform)
    const value = parametersOf(text).get('smtpd_relay_restrictions') ?? ''
    if (after === null) expect(value).toBe(before)
    else expect(value).toMatch(after)
  })

  it('does not stay an open relay', () => {
    const text = 'smtputf8_enable = no\nmynetworks = 127.0.0.0/8, 0.0.0.0/0, [::]/0\n'
    const open = wishedMainCf(text, exampleSpec(), platform)
    expect(parametersOf(open.text).get('mynetworks')).not.toMatch(/\/0\b/)
    expect(open.warnings.map(({ params }) => params?.['name'])).toEqual(['mynetworks'])
  })

  it('names the networks that go on sending without logging in, but neither the server itself nor those that are wished', () => {
    const text = 'mynetworks = 127.0.0.0/8, 127.0.0.1, [::1]/128, 10.8.0.0/16, 192.0.2.0/24, 0.0.0.0/0\n'
    expect(keptNetworks(text, exampleSpec())).toEqual(['10.8.0.0/16', '192.0.2.0/24'])
    const open = exampleSpec({ access: 'tutorial', trustedNetworks: ['10.8.0.0/16'] })
    expect(keptNetworks(text, open)).toEqual(['192.0.2.0/24'])
    expect(keptNetworks(wishedMainCf(null, open, platform).text, exampleSpec())).toEqual([])
  })

  it('is the same after a second look', () => {
    expect(wishedMainCf(wished.text, exampleSpec(), platform).text).toBe(wished.text)
  })

  it('gives the domain back to the system when accounts change', () => {
    const system = parametersOf(wishedMainCf(wished.text, exampleSpec({ accounts: 'system' }), platform).text)
    expect(listOf(system.get('mydestination') ?? '')).toContain('$mydomain')
    expect(system.has('virtual_mailbox_domains')).toBe(false)
    expect(system.get('virtual_alias_maps')).toBe('hash:/etc/postfix/virtual')
    expect(system.get('mailbox_transport')).toBe('lmtp:unix:private/dovecot-lmtp')
  })
})
