import { describe, expect, it } from 'vitest'
import type { Wish } from '#core/plan/resource.ts'
import { platforms } from '#core/platform/platform-of.ts'
import { en } from '#shared/locales/en.ts'
import type { Message } from '#shared/message.ts'
import { serverSpec } from '#shared/model/server-spec.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, factsAfter, filesOf, wholeWish } from '../unit/core/roles/whole-wish.ts'

/** Servers that somebody set up before, each with files of its own. */
const beginnings: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  bare: new Map(),
  adopted: new Map([
    [
      '/etc/postfix/main.cf',
      'myhostname = old\nmydestination = $myhostname, example.test, localhost\n# mine\n',
    ],
    ['/etc/postfix/master.cf', 'smtp inet n - y - - smtpd\nsmtps inet n - y - - smtpd\n  -o x=y\n'],
    [
      '/etc/bind/named.conf',
      'include "/etc/bind/named.conf.options";\ninclude "/etc/bind/named.conf.local";\n',
    ],
    ['/etc/bind/named.conf.options', 'options { directory "/var/cache/bind"; allow-recursion { any; }; };\n'],
    [
      '/etc/bind/named.conf.local',
      'zone "example.test" { type master; file "/etc/bind/db.example.test"; };\n',
    ],
    [
      '/etc/bind/db.example.test',
      '$TTL 1D\n@ SOA @ root 3 1 1 1 1\n\tNS ns\nns A 192.0.2.1\nwww A 192.0.2.2\n',
    ],
    ['/etc/dovecot/dovecot.conf', '!include conf.d/*.conf\n'],
    ['/etc/dovecot/conf.d/10-mail.conf', 'mail_location = maildir:~/.mail\n'],
    ['/etc/aliases', 'postmaster: root\ninfo: carol\n'],
    ['/etc/hosts', '127.0.0.1 localhost\n127.0.1.1 bare\n'],
    ['/etc/resolv.conf', 'search lan\nnameserver 10.0.0.1\n'],
  ]),
}

const cases = platforms.flatMap(({ osRelease: { versionId }, name }) =>
  (['virtual', 'system'] as const).flatMap((accounts) =>
    (['tls', 'tutorial'] as const).flatMap((access) =>
      Object.entries(beginnings).map(([beginning, files]) => ({
        title: `${beginning} ${name}, ${accounts} accounts, access ${access}`,
        spec: exampleSpec({ accounts, access, trustedNetworks: access === 'tls' ? [] : ['192.168.10.0/24'] }),
        facts: bareRelease(versionId, {
          files: new Map([...files].map(([path, text]) => [path, fileFact(text)])),
        }),
      })),
    ),
  ),
)

/** Salts are random where there is no hash yet. */
function withoutHashes(wish: Wish): string {
  return JSON.stringify(wish).replaceAll(/\$6\$[./A-Za-z0-9]+\$[./A-Za-z0-9]{86}/g, 'HASH')
}

function states({ resources }: Wish): ReadonlyMap<string, object> {
  return new Map(
    resources.map((resource): [string, object] => {
      const { title: _title, reason: _reason, warnings: _warnings, ...state } = resource
      // A new account is told its number; one that is there keeps the number it has. Restarts depend on what changes.
      return [resource.id, { ...state, uid: null, gid: null, restartOn: null }]
    }),
  )
}

function messagesOf(wish: Wish): readonly Message[] {
  const nested = (message: Message): readonly Message[] => [
    message,
    ...Object.values(message.params ?? {}).flatMap((value) =>
      typeof value === 'object' ? nested(value) : [],
    ),
  ]
  return [
    ...wish.resources.flatMap(({ title, reason, warnings }) => [title, reason, ...(warnings ?? [])]),
    ...wish.notices.map((notice) => notice.message),
  ].flatMap(nested)
}

describe.each(cases)('$title', ({ spec, facts }) => {
  const wish = wholeWish(spec, facts)
  const after = factsAfter(facts, wish.resources)

  it('is wished the same however often one asks', () => {
    expect(withoutHashes(wholeWish(spec, facts))).toBe(withoutHashes(wish))
  })

  it('wishes nothing else once the wish has come true', () => {
    expect(states(wholeWish(spec, after))).toEqual(states(wish))
  })

  it('names each resource once, in a group that its validators and probes know', () => {
    const ids = wish.resources.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const groups = new Set(wish.resources.map(({ group }) => group))
    for (const { group } of [...wish.validators, ...wish.probes]) expect(groups).toContain(group)
    for (const resource of wish.resources) {
      if (resource.kind !== 'unit') continue
      for (const id of [...resource.reloadOn, ...resource.restartOn]) expect(ids).toContain(id)
    }
  })

  it('has words for all that it says', () => {
    for (const { key } of messagesOf(wish)) {
      const [namespace, name = ''] = key.split('.')
      expect(namespace).toBe('roles')
      expect(Object.keys(en.roles)).toContain(name)
    }
  })

  it('puts no password into a resource, and hashes into sensitive ones only', () => {
    const text = JSON.stringify(wish)
    for (const { password } of spec.mailboxes)
      expect(text).not.toContain(JSON.stringify(password).slice(1, -1))
    for (const file of filesOf(wish.resources).values()) {
      if (file.sensitive !== true) expect(file.content).not.toContain('$6$')
    }
  })
})

describe('values that would break out of a configuration file', () => {
  const hostile = [
    'a\nb',
    'a b',
    'a;b',
    '$(reboot)',
    '`id`',
    '-rf',
    'a{b',
    '"a"',
    'a,b',
    'a\0b',
    'ａ',
    'a/../b',
    '#a',
    '|/bin/sh',
  ]
  const base = { domain: 'example.test', hostname: 'mail.example.test' }

  it.each(hostile)('are refused: %j', (text) => {
    for (const spec of [
      { ...base, domain: `${text}.test` },
      { ...base, hostname: `${text}.example.test` },
      { ...base, address: text },
      { ...base, mailboxes: [{ name: text, password: 'x' }] },
      { ...base, aliases: [{ name: text, to: ['alice'] }] },
      { ...base, aliases: [{ name: 'info', to: [text] }] },
      { ...base, dns: { provider: 'bind', forwarders: [text] } },
      { ...base, trustedNetworks: [text] },
    ])
      expect(serverSpec.safeParse(spec).success, JSON.stringify(spec)).toBe(false)
  })
})
