import { expect, it } from 'vitest'
import type { MapFacts } from '#core/facts/host-facts.ts'
import type { MessageParam } from '#shared/message.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, wholeWish } from '../whole-wish.ts'

const everywhere = ['btree', 'cidr', 'hash', 'regexp', 'static', 'texthash', 'unix']

interface Told extends Partial<Record<'files' | 'types' | 'outdated', readonly string[]>> {
  readonly failing?: MapFacts['failing']
  readonly ports?: readonly number[]
}

function told(mainCf: string, maps: Told, masterCf = '') {
  const files = new Map([
    ['/etc/postfix/main.cf', fileFact(mainCf)],
    ['/etc/postfix/master.cf', fileFact(masterCf)],
  ])
  const facts = bareRelease('12', {
    files,
    maps: {
      ...{ files: new Set(maps.files ?? []), types: maps.types ?? everywhere },
      outdated: new Set(maps.outdated),
      ...(maps.failing === undefined ? {} : { failing: maps.failing }),
    },
    listeners: (maps.ports ?? []).map((port) => ({
      ...{ protocol: 'tcp', address: '127.0.0.1', port, process: 'policyd' },
    })),
  })
  return wholeWish(exampleSpec(), facts)
    .notices.filter(({ message }) => /Map|AliasType|ServiceSilent/.test(message.key))
    .map(({ blocking, message: { key, params } }) =>
      [key.slice('roles.notice'.length), String(blocking), ...Object.values(params ?? {}).map(wordOf)].join(
        ' ',
      ),
    )
}

function wordOf(value: MessageParam): string {
  return typeof value === 'object' ? value.key : String(value)
}

it('a table of a type that is not installed is named with parameter and package', () => {
  const mainCf = `virtual_alias_maps = hash:/etc/postfix/virtual,
  proxy:ldap:$config_directory/ldap.cf
header_checks = pcre:{{/^X-Spam/ DISCARD}}
local_recipient_maps = nisplus:x, dbm:/etc/postfix/people
`
  expect(told(mainCf, { files: ['/etc/postfix/virtual', '/etc/postfix/virtual.db'] })).toEqual([
    'MapTypeMissing false ldap:/etc/postfix/ldap.cf virtual_alias_maps ldap postfix-ldap',
    'MapTypeMissing false pcre: header_checks pcre postfix-pcre',
    'MapTypeUnknown false dbm:/etc/postfix/people local_recipient_maps dbm',
  ])
})

it('a table that is not there is told from one whose database is missing, also in master.cf', () => {
  const mainCf = `transport_maps = hash:/etc/postfix/transport
smtp_sasl_password_maps = hash:/etc/postfix/passwords
body_checks = regexp:/etc/postfix/body
alias_maps = hash:/etc/aliases, hash:/etc/mailman/aliases
virtual_alias_maps = unionmap:{lmdb:/etc/postfix/a, hash:/etc/postfix/passwords}
smtp_tls_session_cache_database = btree:/var/lib/postfix/smtp_scache
smtpd_milters = unix:/run/opendkim.sock, inet:127.0.0.1:11332
milter_default_action = accept
`
  const masterCf = `smtps inet n - y - - smtpd
  -o { smtpd_client_restrictions = check_client_access cidr:/etc/postfix/clients }
`
  const files = ['/etc/postfix/transport', '/etc/postfix/passwords', '/etc/mailman/aliases']
  const types = [...everywhere, 'lmdb']
  expect(
    told(mainCf, { files: [...files, '/etc/postfix/passwords.db', '/etc/postfix/a.lmdb'], types }, masterCf),
  ).toEqual([
    'MapDatabaseMissing false hash:/etc/postfix/transport transport_maps /etc/postfix/transport.db postmap hash:/etc/postfix/transport',
    'MapFileMissing false regexp:/etc/postfix/body body_checks /etc/postfix/body',
    'MapDatabaseMissing false hash:/etc/mailman/aliases alias_maps /etc/mailman/aliases.db postalias hash:/etc/mailman/aliases',
    'MapFileMissing false cidr:/etc/postfix/clients smtps -o smtpd_client_restrictions /etc/postfix/clients',
  ])
})

it('without the type of the table of aliases nothing is begun', () => {
  expect(told('alias_maps = lmdb:/etc/aliases\n', {})).toEqual([
    'AliasTypeMissing true lmdb:/etc/aliases lmdb postfix-lmdb',
  ])
})

it('a database that is older than its text, and a server of a table that does not answer, are named', () => {
  const mainCf = `transport_maps = hash:/etc/postfix/transport, proxy:mysql:/etc/postfix/m.cf, ldap:/etc/postfix/l.cf
`
  const maps = {
    files: ['/etc/postfix/transport', '/etc/postfix/transport.db'],
    types: [...everywhere, 'mysql', 'ldap'],
    outdated: ['/etc/postfix/transport.db'],
    failing: new Map([
      ['mysql:/etc/postfix/m.cf', 'timeout'],
      ['ldap:/etc/postfix/l.cf', "postmap: fatal: Can't contact LDAP server"],
    ]),
  }
  expect(told(mainCf, maps)).toEqual([
    'MapOutdated false hash:/etc/postfix/transport transport_maps /etc/postfix/transport.db postmap hash:/etc/postfix/transport',
    'MapSilent false mysql:/etc/postfix/m.cf transport_maps',
    "MapFailing false ldap:/etc/postfix/l.cf transport_maps postmap: fatal: Can't contact LDAP server",
  ])
})

const policies = `smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination,
  check_policy_service inet:127.0.0.1:10023, check_policy_service unix:private/spf,
  check_policy_service { inet:localhost:10040, timeout=10s, default_action=DUNNO },
  check_policy_service unix:/run/gone.sock, check_policy_service inet:192.0.2.7:10023
smtpd_milters = inet:localhost:8891, unix:opendkim/opendkim.sock, { unix:/run/a.sock, default_action=accept }
`

it('policy services and milters of this server where nobody listens are named', () => {
  const masterCf = 'spf unix - n n - 0 spawn user=nobody argv=/usr/bin/policyd-spf\n'
  expect(told(policies, { ports: [25] }, masterCf)).toEqual([
    'ServiceSilent false inet:127.0.0.1:10023 smtpd_recipient_restrictions',
    'ServiceSilent false unix:/run/gone.sock smtpd_recipient_restrictions',
    'ServiceSilent false inet:localhost:8891 smtpd_milters',
    'ServiceSilent false unix:opendkim/opendkim.sock smtpd_milters',
  ])
})

it('those that answer, or that mail may do without, are not', () => {
  const files = [
    '/run/gone.sock',
    '/var/spool/postfix/private/spf',
    '/var/spool/postfix/opendkim/opendkim.sock',
  ]
  expect(told(policies, { ports: [8891, 10023], files })).toEqual([])
  const lenient = 'smtpd_policy_service_default_action = DUNNO\nmilter_default_action = accept\n'
  expect(told(`${policies}${lenient}`, {})).toEqual([])
})
