import { expect, it } from 'vitest'
import type { MapFacts } from '#core/facts/host-facts.ts'
import type { MessageParam } from '#shared/message.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, wholeWish } from '../whole-wish.ts'

const everywhere = ['btree', 'cidr', 'hash', 'regexp', 'static', 'texthash', 'unix']

function told(mainCf: string, maps: Partial<Record<keyof MapFacts, readonly string[]>>, masterCf = '') {
  const files = new Map([
    ['/etc/postfix/main.cf', fileFact(mainCf)],
    ['/etc/postfix/master.cf', fileFact(masterCf)],
  ])
  const facts = bareRelease('12', {
    files,
    maps: { files: new Set(maps.files ?? []), types: maps.types ?? everywhere },
  })
  return wholeWish(exampleSpec(), facts)
    .notices.filter(({ message }) => /Map|AliasType/.test(message.key))
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
