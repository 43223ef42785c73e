import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import { migrations } from './migrations.ts'

export type Db = Database.Database

/**
 * Opens the database and brings it to the present form, each step in a transaction and with a copy of the older file put
 * beside it. Throws `databaseNewer`, `databaseDamaged` or `databaseUnusable`; such a file is left as it is.
 */
export function openDatabase(path: string, steps: readonly string[] = migrations): Db {
  let db: Db | undefined
  try {
    // SQLite gives the write-ahead log the mode of the file: it has to be right before SQLite sees it.
    closeSync(openSync(path, 'a', 0o600))
    const fresh = statSync(path).size === 0
    db = new Database(path, { timeout: 5000 })
    const found = userVersion(db)
    if (found > steps.length) throw fail('databaseNewer', { path, found, known: steps.length })
    if (!fresh) checkWhole(db, path)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    if (!fresh && found < steps.length) keepCopy(db, path, found)
    migrate(db, steps)
    return db
  } catch (error) {
    db?.close()
    throw databaseFailure(error, path)
  }
}

function userVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }))
}

function checkWhole(db: Db, path: string): void {
  const verdict = String(db.pragma('quick_check(1)', { simple: true }))
  if (verdict !== 'ok') throw fail('databaseDamaged', { path, detail: verdict })
}

function keepCopy(db: Db, path: string, version: number): void {
  const copy = `${path}.v${version}`
  if (existsSync(copy)) return
  copyInto(db, copy)
}

/** Copies a database as it is at one moment, though others write to it; the copy is for this user alone. */
export function copyDatabase(path: string, copy: string): void {
  const db = new Database(path, { fileMustExist: true, timeout: 5000 })
  try {
    copyInto(db, copy)
  } finally {
    db.close()
  }
}

function copyInto(db: Db, copy: string): void {
  closeSync(openSync(copy, 'a', 0o600))
  db.prepare('VACUUM INTO ?').run(copy)
}

function migrate(db: Db, steps: readonly string[]): void {
  const takeNext = db.transaction((): boolean => {
    const version = userVersion(db)
    const step = steps[version]
    if (step === undefined) return false
    db.exec(step)
    db.pragma(`user_version = ${version + 1}`)
    return true
  })
  // `immediate` waits for another process that migrates the same file, and then finds nothing left to do.
  while (takeNext.immediate());
}

function databaseFailure(error: unknown, path: string): FailureError {
  if (error instanceof FailureError) return error
  const detail = error instanceof Error ? error.message : String(error)
  const code = error instanceof Database.SqliteError ? error.code : ''
  const damaged = code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')
  return fail(damaged ? 'databaseDamaged' : 'databaseUnusable', { path, detail }, { cause: error })
}
