import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#core/store/database.ts'
import { migrations } from '#core/store/migrations.ts'
import { FailureError } from '#shared/model/failure.ts'
import { scratchDirectory } from './scratch-store.ts'

function failureOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code
    throw error
  }
  return 'none'
}

describe('the database', () => {
  it('is made with all tables strict, for its owner alone, its write-ahead log too', () => {
    const path = join(scratchDirectory(), 'a.db')
    const db = openDatabase(path)
    db.prepare("INSERT INTO settings VALUES ('x', '1')").run()
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    const tables = db.prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").all() as {
      name: string
      strict: number
    }[]
    expect(tables.filter(({ name, strict }) => !name.startsWith('sqlite_') && strict !== 1)).toEqual([])
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600)
    db.close()
  })

  it('takes only the steps that are missing, and keeps a copy of the file as it was', () => {
    const path = join(scratchDirectory(), 'a.db')
    const first = ['CREATE TABLE one (a TEXT) STRICT']
    openDatabase(path, first).close()
    const writer = openDatabase(path, first)
    writer.prepare("INSERT INTO one VALUES ('kept')").run()
    writer.close()
    expect(existsSync(`${path}.v1`)).toBe(false)
    const db = openDatabase(path, [
      ...first,
      'ALTER TABLE one ADD COLUMN b TEXT',
      'CREATE TABLE two (c TEXT)',
    ])
    expect(db.pragma('user_version', { simple: true })).toBe(3)
    expect(db.prepare('SELECT * FROM one').all()).toEqual([{ a: 'kept', b: null }])
    db.close()
    expect(statSync(`${path}.v1`).mode & 0o777).toBe(0o600)
    const copy = new Database(`${path}.v1`, { readonly: true })
    expect(copy.prepare('SELECT * FROM one').all()).toEqual([{ a: 'kept' }])
    copy.close()
  })

  it('takes a step whole or not at all', () => {
    const path = join(scratchDirectory(), 'a.db')
    const good = ['CREATE TABLE one (a TEXT)']
    openDatabase(path, good).close()
    const bad = [...good, 'CREATE TABLE two (b TEXT); CREATE TABLE two (b TEXT)']
    expect(failureOf(() => openDatabase(path, bad))).toBe('databaseUnusable')
    const db = openDatabase(path, good)
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'two'").pluck().get()).toBe(0)
    db.close()
  })

  it('refuses the database of a newer version and changes no byte of it', () => {
    const path = join(scratchDirectory(), 'a.db')
    openDatabase(path, ['CREATE TABLE one (a TEXT)', 'CREATE TABLE two (a TEXT)']).close()
    const before = readFileSync(path)
    expect(failureOf(() => openDatabase(path, ['CREATE TABLE one (a TEXT)']))).toBe('databaseNewer')
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('refuses a file that is no database, and one that is damaged, and leaves both as they are', () => {
    const directory = scratchDirectory()
    const foreign = join(directory, 'foreign.db')
    writeFileSync(foreign, 'these are the notes of somebody else\n'.repeat(200))
    expect(failureOf(() => openDatabase(foreign))).toBe('databaseDamaged')
    expect(readFileSync(foreign, 'utf8')).toContain('notes of somebody else')

    const damaged = join(directory, 'damaged.db')
    const db = openDatabase(damaged)
    const insert = db.prepare('INSERT INTO settings VALUES (?, ?)')
    for (let n = 0; n < 2000; n += 1) insert.run(`name-${n}`, JSON.stringify('v'.repeat(100)))
    db.close()
    const bytes = readFileSync(damaged)
    bytes.fill(0xa5, 4096 * 3, 4096 * 12)
    writeFileSync(damaged, bytes)
    expect(failureOf(() => openDatabase(damaged))).toBe('databaseDamaged')
    expect(readFileSync(damaged).equals(bytes)).toBe(true)
  })

  it('says that it cannot be opened where its folder is missing', () => {
    expect(failureOf(() => openDatabase(join(scratchDirectory(), 'no', 'a.db')))).toBe('databaseUnusable')
  })
})
