import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './node-24.mjs'
import { say } from './words.mjs'

function packagesOf(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
}

/** Whether node_modules holds what package-lock.json names; packages of other platforms may be missing. */
export function isInstalled() {
  // npm writes this file last: an interrupted installation has none.
  const record = 'node_modules/.package-lock.json'
  if (!existsSync(join(root, record))) return false
  const installed = packagesOf(record)
  return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true
    if (!installed[path]) return wanted.optional === true
    return installed[path].version === wanted.version && existsSync(join(root, path))
  })
}

/** Installs the locked packages where any is missing; false when npm failed, which then has said why. */
export function ensureDependencies() {
  if (isInstalled()) return true
  say(
    'Installing packages (npm ci), among them the Node 24 that the tools run in …',
    '正在安装依赖（npm ci），其中包括工具所用的 Node 24……',
  )
  // npm's own Node: the one this runs in may lie in the node_modules that npm removes first.
  const node = process.env.npm_node_execpath ?? process.execPath
  const npm = process.env.npm_execpath
  const [program, args] = npm && existsSync(npm) ? [node, [npm]] : ['npm', []]
  // Not its warnings: that packages want a newer Node than this one is settled by the Node 24 among them.
  const result = spawnSync(program, [...args, 'ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && program === 'npm',
  })
  return result.status === 0
}
