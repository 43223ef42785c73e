import { describe, expect, it } from 'vitest'
import { lastNamed, parseNamedConf, valueOf } from '#core/roles/bind/named-conf.ts'
import { freshOptions, wishedOptions } from '#core/roles/bind/named-options.ts'
import { bareRelease, exampleSpec, platformOfFacts } from '../whole-wish.ts'

const tutorial = `options {
	listen-on port 53 { any; };
	directory "/var/named"; // home
	allow-query { any; };
	/* forwarders { 1.1.1.1; }; */
	recursion yes;
	allow-recursion { any; };
	dnssec-validation auto;
	# last
};
zone "." IN { type hint; file "named.ca"; };
`

describe('named.conf', () => {
  it('is read with its three kinds of comment, quotes and nested braces', () => {
    const statements = parseNamedConf(tutorial) ?? []
    const options = lastNamed(statements, 'options')
    expect(options?.body?.map(({ words }) => words[0])).toEqual([
      'listen-on',
      'directory',
      'allow-query',
      'recursion',
      'allow-recursion',
      'dnssec-validation',
    ])
    expect(statements[1]?.words).toEqual(['zone', '.', 'IN'])
  })

  it('is not guessed at where braces or quotes do not match', () => {
    for (const text of ['options {', 'options { } }', 'a "b', 'zone x { type hint }', 'a; }'])
      expect(parseNamedConf(text)).toBeNull()
  })
})

describe("options of somebody else's", () => {
  const wished = wishedOptions(tutorial, exampleSpec())

  it('change only where the description needs it, and say what they were', () => {
    expect(wished?.text).toBe(
      tutorial
        .replace('allow-recursion { any; };', 'allow-recursion { localhost; };')
        .replace('dnssec-validation auto;', 'dnssec-validation no;')
        .replace('# last\n', '# last\n\tforwarders { 10.0.0.1; };\n'),
    )
    expect(wished?.warnings.map(({ params }) => params?.['name'])).toEqual([
      'dnssec-validation',
      'allow-recursion',
    ])
  })

  it('stay as they are at a second look', () => {
    expect(wishedOptions(wished?.text ?? '', exampleSpec())?.text).toBe(wished?.text)
  })

  it.each([
    ['listen-on { 127.0.0.1; };', 'listen-on { any; };'],
    ['listen-on port 53 { 127.0.0.1; }; listen-on port 5353 { any; };', 'listen-on port 53 { any; };'],
    ['listen-on port 5353 { any; };', 'listen-on { any; };'],
    ['listen-on { 10.0.0.9; };', 'listen-on { 10.0.0.9; 127.0.0.1; 10.0.0.21; };'],
    ['listen-on { ours; };', 'listen-on { ours; 127.0.0.1; };'],
    ['listen-on { !10.0.0.9; any; };', null],
    ['listen-on { localhost; };', null],
    ['listen-on { 127.0.0.1; 10.0.0.21; };', null],
    ['listen-on port 53 { 127.0.0.1; }; listen-on { 10.0.0.21; };', null],
    ['listen-on-v6 { none; };', null],
  ])('make BIND reachable where they say %j', (before, after) => {
    const text = `acl ours { 10.0.0.0/24; };\noptions {\n\trecursion yes;\n\t${before}\n};\n`
    const spec = exampleSpec({
      address: '10.0.0.21',
      dns: { provider: 'bind', forwarders: [], useForServer: true },
    })
    const wish = wishedOptions(text, spec)
    if (after === null) expect(wish?.text).toContain(before)
    else expect(wish?.text).toContain(after)
    const told = wish?.warnings.flatMap(({ params }) => params?.['name'] ?? [])
    expect(told).toEqual(after === null ? [] : ['listen-on'])
    const again = wishedOptions(wish?.text ?? '', spec)
    expect(again?.text).toBe(wish?.text)
  })

  it('open the address of IPv6 that the description names', () => {
    const wish = (list: string) =>
      wishedOptions(`options { listen-on-v6 ${list}; };`, exampleSpec({ address: 'fd00::2' }))?.text
    expect(wish('{ none; }')).toContain('listen-on-v6 { any; };')
    expect(wish('{ fd00::/64; }')).toContain('listen-on-v6 { fd00::/64; };')
  })

  it('keep forwarders that the description does not name, and say so', () => {
    const existing =
      'options { forwarders { 9.9.9.9; }; allow-recursion { localhost; }; allow-query-cache { localhost; }; };\n'
    const kept = wishedOptions(existing, exampleSpec({ dns: { provider: 'bind' } }))
    expect(kept?.text).toBe(existing)
    expect(kept?.notices).toHaveLength(1)
  })
})

describe('who may have foreign names looked up on a server of somebody else', () => {
  const spec = exampleSpec({ dns: { provider: 'bind' } })
  const wishedOf = (body: string, acls = '', of = spec) => {
    const text = `options { ${body} };\n`
    const wished = wishedOptions(text, of, parseNamedConf(acls) ?? [])
    const options = lastNamed(parseNamedConf(wished?.text ?? '') ?? [], 'options')?.body ?? []
    const value = (name: string) => {
      const statement = lastNamed(options, name)
      return statement === undefined ? null : valueOf(statement)
    }
    return {
      recursion: value('allow-recursion'),
      cache: value('allow-query-cache'),
      told: wished?.warnings.map(({ key }) => key),
    }
  }
  const lan = 'acl lan { 10.0.0.0/24; 127.0.0.0/8; };'

  it.each([
    ['allow-recursion { localhost; lan; };', '{ localhost; lan; }'],
    ['allow-recursion { lan; };', '{ lan; }'],
    ['allow-recursion { 10.0.0.0/24; };', '{ 10.0.0.0/24; localhost; }'],
    ['allow-query { lan; };', null],
  ])('is as it was by %s', (body, recursion) => {
    expect(wishedOf(body, lan)).toEqual({ recursion, cache: null, told: [] })
  })

  it.each([
    ['', 'roles.recursionLocalWarning'],
    ['allow-query { any; };', 'roles.recursionClosedWarning'],
    ['allow-query { world; };', 'roles.recursionClosedWarning'],
    ['allow-recursion { world; };', 'roles.parameterChangedWarning'],
  ])('is closed and told where it stood open by %j', (body, told) => {
    const acls = 'acl world { everybody; }; acl everybody { 0.0.0.0/0; };'
    expect(wishedOf(body, acls)).toEqual({ recursion: '{ localhost; }', cache: null, told: [told] })
  })

  it('is the server alone where nobody could so far, and trusted networks besides', () => {
    expect(wishedOf('recursion no; allow-query-cache { none; };')).toMatchObject({
      recursion: '{ localhost; }',
      cache: '{ localhost; }',
    })
    const trusting = { ...spec, trustedNetworks: ['10.9.0.0/24'] }
    expect(wishedOf('allow-recursion { lan; };', lan, trusting)).toMatchObject({
      recursion: '{ lan; 10.9.0.0/24; }',
      told: [],
    })
  })
})

describe('options of our own', () => {
  const platform = platformOfFacts(bareRelease('12'))

  it('lose the forwarders that the description no longer names, and check signatures again', () => {
    const before = freshOptions(exampleSpec(), platform)
    const after = wishedOptions(before, exampleSpec({ dns: { provider: 'bind' } }))?.text ?? ''
    const options = lastNamed(parseNamedConf(after) ?? [], 'options')?.body ?? []
    expect(lastNamed(options, 'forwarders')).toBeUndefined()
    const validation = lastNamed(options, 'dnssec-validation')
    expect(validation && valueOf(validation)).toBe('auto')
  })

  it('never let strangers ask for foreign names', () => {
    const options =
      lastNamed(parseNamedConf(freshOptions(exampleSpec(), platform)) ?? [], 'options')?.body ?? []
    for (const name of ['allow-recursion', 'allow-query-cache']) {
      const statement = lastNamed(options, name)
      expect(statement && valueOf(statement)).toBe('{ localhost; }')
    }
  })
})
