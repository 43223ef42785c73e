import { expect, it } from 'vitest'
import { aliasTable } from '#core/roles/postfix/alias-table.ts'
import { parametersOf } from '#core/roles/postfix/main-cf.ts'
import { wishedMainCf } from '#core/roles/postfix/main-cf-wish.ts'
import { bareRelease, exampleSpec, platformOfFacts } from '../whole-wish.ts'

const platform = platformOfFacts(bareRelease('12'))

it.each([
  ['', 'hash:/etc/aliases', '.db', 'newaliases', ['hash:/etc/aliases', 'hash:/etc/aliases']],
  [
    'alias_maps = lmdb:/etc/aliases\n',
    'lmdb:/etc/aliases',
    '.lmdb',
    'newaliases',
    ['lmdb:/etc/aliases', 'lmdb:/etc/aliases'],
  ],
  // The database that others have newaliases make stays their affair.
  [
    'alias_maps = nis:mail, cdb:/etc/aliases\nalias_database = hash:/etc/aliases\n',
    'cdb:/etc/aliases',
    '.cdb',
    'postalias cdb:/etc/aliases',
    ['nis:mail, cdb:/etc/aliases', 'hash:/etc/aliases'],
  ],
  [
    'alias_maps = btree:/etc/aliases hash:/etc/mailman/aliases\nalias_database = $alias_maps\n',
    'btree:/etc/aliases',
    '.db',
    'postalias btree:/etc/aliases',
    ['btree:/etc/aliases hash:/etc/mailman/aliases', '$alias_maps'],
  ],
  [
    'default_database_type = lmdb\nalias_maps = $default_database_type:/etc/aliases\nalias_database = $alias_maps\n',
    '$default_database_type:/etc/aliases',
    '.lmdb',
    'newaliases',
    ['$default_database_type:/etc/aliases', '$alias_maps'],
  ],
  [
    'alias_maps = hash:/etc/postfix/aliases\n',
    'hash:/etc/aliases',
    '.db',
    'newaliases',
    ['hash:/etc/postfix/aliases, hash:/etc/aliases', 'hash:/etc/aliases'],
  ],
])('the aliases keep the type of their table, as in %j', (mainCf, element, suffix, command, values) => {
  const table = aliasTable(parametersOf(mainCf), platform)
  expect(table).toMatchObject({ element, database: `/etc/aliases${suffix}`, command: command.split(' ') })
  const { text } = wishedMainCf(`relayhost =\n${mainCf}`, exampleSpec(), platform)
  const after = parametersOf(text)
  expect([after.get('alias_maps'), after.get('alias_database')]).toEqual(values)
})
