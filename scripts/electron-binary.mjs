import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './node-24.mjs'

const folder = join(root, 'node_modules', 'electron')

/** The path of Electron's program where its download is complete, else null. */
export function findElectron() {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const there = readFileSync(join(folder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '')
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return there === version && existsSync(program) ? program : null
  } catch {
    return null
  }
}

function sizeOf(dir) {
  let size = 0
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const facts = entry.isFile()
      ? statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })
      : null
    size += facts?.size ?? 0
  }
  return size
}

/**
 * Lets Electron's own installer fetch its program (it honours ELECTRON_MIRROR). Gives up when `patience` milliseconds
 * pass in which nothing arrives, however slow the line otherwise is. Resolves with null, or with why it failed.
 */
export function downloadElectron(node, patience = 30_000) {
  const temporary = mkdtempSync(join(tmpdir(), 'mailwright-electron-'))
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  return new Promise((resolve) => {
    const child = spawn(node, [join(folder, 'install.js')], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    let size = -1
    let grewAt = Date.now()
    let gaveUp = false
    child.stderr.on('data', (chunk) => (said += chunk))
    const watch = setInterval(() => {
      const now = sizeOf(temporary) + sizeOf(folder)
      if (now !== size) grewAt = Date.now()
      size = now
      if (Date.now() - grewAt < patience) return
      gaveUp = true
      child.kill('SIGKILL')
    }, 1_000)
    child.on('error', (error) => (said += error.message))
    child.on('close', (code) => {
      clearInterval(watch)
      rmSync(temporary, { recursive: true, force: true })
      if (code === 0 && findElectron()) resolve(null)
      else if (gaveUp) resolve(`nothing arrived for ${patience / 1000} s`)
      else
        resolve(
          /(?<=\[cause\]: ).*?(?= {|$)/m.exec(said)?.[0] ??
            /\w*Error: .*/.exec(said)?.[0] ??
            `exit code ${code}`,
        )
    })
  })
}
