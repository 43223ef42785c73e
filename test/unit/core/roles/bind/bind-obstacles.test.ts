import { describe, expect, it } from 'vitest'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, filesOf, wholeWish } from '../whole-wish.ts'

const zone = '@ 300 IN SOA ns hostmaster 7 1 1 1 1\n@ 300 IN NS ns\nns 300 IN A 10.0.0.21\n'

function wish(texts: Record<string, string>, changes: Parameters<typeof exampleSpec>[0] = {}) {
  const all = {
    '/etc/bind/named.conf':
      'include "/etc/bind/named.conf.options";\ninclude "/etc/bind/named.conf.local";\n',
    '/etc/bind/named.conf.options': 'options { directory "/var/cache/bind"; };\n',
    '/etc/bind/named.conf.local': 'zone "example.test" { type primary; file "/etc/bind/x.zone"; };\n',
    '/etc/bind/x.zone': zone,
    ...texts,
  }
  const files = new Map(Object.entries(all).map(([path, text]) => [path, fileFact(text)]))
  const { notices, resources } = wholeWish(
    exampleSpec(changes),
    bareRelease('12', { files, addresses6: ['2001:db8::21/64'] }),
  )
  return {
    told: notices.filter(({ blocking }) => !blocking).map(({ message }) => message.key.slice(6)),
    blocking: notices.filter(({ blocking }) => blocking).map(({ message }) => message.key.slice(6)),
    files: filesOf(resources),
  }
}

describe('a zone that is there', () => {
  it('is changed in its own file', () => {
    const { blocking, files } = wish({})
    expect(blocking).toEqual([])
    expect(files.get('/etc/bind/x.zone')?.content).toContain('MX\t10 mail.example.test.')
  })

  it('is left alone where BIND is shut into a directory', () => {
    const start = (options: string) =>
      wish({ '/etc/default/named': `#OPTIONS="-t /x"\nOPTIONS=${options}\n` })
    for (const options of ['"-u bind -t /var/jail"', '"-t/var/jail -4"', "'-u bind -t  /var/jail'"])
      expect(start(options).blocking, options).toEqual(['noticeBindJail'])
    expect(start('"-u bind -4"').blocking).toEqual([])
  })

  it('is left alone where a directive makes records that the file does not name, which is told with its line', () => {
    const files = new Map(
      Object.entries({
        '/etc/bind/named.conf': 'zone "example.test" { type primary; file "/etc/bind/x.zone"; };\n',
        '/etc/bind/x.zone': `$TTL 300\n; "\n${zone}host1 A (\n 10.0.0.1 )\n$generate 2-9 host$ A 10.0.0.$\n$INCLUDE more\n`,
      }).map(([path, text]) => [path, fileFact(text)]),
    )
    const { notices } = wholeWish(exampleSpec(), bareRelease('12', { files }))
    expect(notices.filter(({ blocking }) => blocking).map(({ message }) => message)).toEqual([
      {
        key: 'roles.noticeZoneDirective',
        params: { directive: '$GENERATE', line: 8, path: '/etc/bind/x.zone', domain: 'example.test' },
      },
    ])
    expect(wish({ '/etc/bind/x.zone': `${zone}; $INCLUDE more\nx TXT "$INCLUDE"\n` }).blocking).toEqual([])
  })

  it('is left alone where the file holds signatures', () => {
    const signature = `${zone}@ 300 IN RRSIG NS 13 2 300 20260101000000 20250101000000 1 example.test. AAAA\n`
    expect(wish({ '/etc/bind/x.zone': signature }).blocking).toEqual(['noticeZoneSigned'])
  })

  it('is left alone where a journal says more than the file, but not where named(8) keeps one of the file', () => {
    const journal = { '/etc/bind/x.zone.jnl': '' }
    expect(wish(journal).blocking).toEqual(['noticeZoneJournal'])
    const local = (options: string) => ({
      '/etc/bind/named.conf.local': `zone "example.test" { type primary; file "/etc/bind/x.zone"; ${options} };\n`,
    })
    expect(wish({ ...journal, ...local('inline-signing yes;') }).blocking).toEqual([])
    expect(wish({ ...journal, ...local('inline-signing no;') }).blocking).toEqual(['noticeZoneJournal'])
  })

  it('is found in files that a pattern includes', () => {
    const { blocking, files } = wish({
      '/etc/bind/named.conf.local': 'include "/etc/bind/zones.d/*.conf";\n',
      '/etc/bind/zones.d/a.conf': 'zone "example.test" { type secondary; primaries { 192.0.2.1; }; };\n',
    })
    expect(blocking).toEqual(['noticeZoneNotPrimary'])
    expect(files.has('/etc/bind/named.conf.local')).toBe(false)
  })

  it('that leads the server to an address of the other family, which it has not, is told', () => {
    const told = (address: string) =>
      wish({ '/etc/bind/x.zone': `${zone}mail 300 IN AAAA ${address}\n` }).told.includes('noticeOtherAddress')
    expect(told('2001:db8::7')).toBe(true)
    expect(told('2001:DB8:0::21')).toBe(false)
  })

  it('that others may copy says which serial they keep after an undo', () => {
    const copied = (options: string, zoneOptions: string) =>
      wish({
        '/etc/bind/named.conf.options': `acl us { 127.0.0.1; none; };\noptions { directory "/var/cache/bind"; ${options} };\n`,
        '/etc/bind/named.conf.local': `zone "example.test" { type primary; file "/etc/bind/x.zone"; ${zoneOptions} };\n`,
      }).files.get('/etc/bind/x.zone')?.copiedSerial
    expect(copied('', '')).toBe(2026112201)
    expect(copied('allow-transfer { none; };', 'allow-transfer { key k; };')).toBe(2026112201)
    expect(copied('allow-transfer { 192.0.2.1; };', '')).toBe(2026112201)
    expect(copied('allow-transfer { none; };', '')).toBeUndefined()
    expect(copied('', 'allow-transfer { us; };')).toBeUndefined()
  })

  it('that answers only a few is told', () => {
    const limited = (options: string, zoneOptions: string) =>
      wish({
        '/etc/bind/named.conf.options': `options { directory "/var/cache/bind"; ${options} };\n`,
        '/etc/bind/named.conf.local': `acl lan { 10.0.0.0/24; };\nzone "example.test" { type primary; file "/etc/bind/x.zone"; ${zoneOptions} };\n`,
      }).told.includes('noticeQueryLimited')
    expect(limited('allow-query { lan; };', '')).toBe(true)
    expect(limited('allow-query { lan; };', 'allow-query { any; };')).toBe(false)
    expect(limited('', '')).toBe(false)
  })
})

it('forwarders that BIND asks already leave no doubt whom it will ask', () => {
  const told = (options: string) =>
    wish({ '/etc/bind/named.conf.options': `options { ${options} };\n` }, { dns: { provider: 'bind' } }).told
  expect(told('')).toContain('noticeNoForwarders')
  const forwarding = told('forwarders { 9.9.9.9; };')
  expect(forwarding).toContain('noticeForwardersKept')
  expect(forwarding).not.toContain('noticeNoForwarders')
})
