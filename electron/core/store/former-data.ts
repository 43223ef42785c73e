import { readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LogFile } from '../log/log-file.ts'
import { createKeyFile, keyFileName, readKeyFile } from '../vault/key-file.ts'
import { databaseName, findFormerData } from './data-directory.ts'
import { copyDatabase, openDatabase } from './database.ts'

/**
 * Moves what an earlier version kept elsewhere into the data directory, and says so in the log. Nothing of the directory is
 * replaced: where it has a key of its own, both stay as they are. The former database is kept under another name. Cut short
 * at any moment, the next start goes on with it; a former database that cannot be read stops nothing.
 */
export function takeOverFormerData(
  directory: string,
  log: LogFile,
  env: NodeJS.ProcessEnv = process.env,
): void {
  const former = findFormerData(directory, env)
  if (former === null) return
  try {
    if (takeOver(directory, former)) log.note(`data moved here from ${former}; a copy stays there`)
    else log.note(`the data in ${former} stay there: MAILWRIGHT_HOME=${former} opens them`)
  } catch (error) {
    log.error(`data in ${former} could not be moved here`, error)
  }
}

/** False where the directory has a key of its own, which opens nothing of the former data. */
function takeOver(directory: string, former: string): boolean {
  const record = readKeyFile(join(former, keyFileName))
  const keyFile = join(directory, keyFileName)
  if (record !== null && !createKeyFile(keyFile, record)) {
    if (JSON.stringify(readKeyFile(keyFile)) !== JSON.stringify(record)) return false
  }
  const source = join(former, databaseName)
  const copyName = `${databaseName}.former-${process.pid}`
  const copy = join(directory, copyName)
  try {
    copyDatabase(source, copy)
    openDatabase(copy).close()
    mergeDatabase(join(directory, databaseName), copy)
  } finally {
    // With it what SQLite, and a change of its form, laid beside it.
    for (const name of readdirSync(directory))
      if (name.startsWith(copyName)) rmSync(join(directory, name), { force: true })
  }
  renameSync(source, `${source}.moved`)
  return true
}

/** Adds all rows of another database of the same form; rows that are there stay. */
function mergeDatabase(path: string, other: string): void {
  const db = openDatabase(path)
  try {
    db.prepare('ATTACH ? AS former').run(other)
    const names = db
      .prepare<[], { name: string }>(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
      .all()
    db.transaction(() => {
      db.pragma('defer_foreign_keys = ON')
      for (const { name } of names)
        db.exec(`INSERT OR IGNORE INTO main."${name}" SELECT * FROM former."${name}"`)
    }).immediate()
  } finally {
    db.close()
  }
}
