/** What postmap(1) and postalias(1) add to the name of a table for its database, by type (DATABASE_README). */
export const databaseSuffixes: Readonly<Record<string, string>> = {
  hash: '.db',
  btree: '.db',
  lmdb: '.lmdb',
  cdb: '.cdb',
  dbm: '.pag',
  sdbm: '.pag',
}
