import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Node that runs the core and all tools: the one in node_modules, else this one if it is new enough, else null. */
export function findNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', name)
  const windows = join(root, 'node_modules', `node-win-${process.arch}`, 'bin', name)
  for (const candidate of [own, windows]) if (existsSync(candidate)) return candidate
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null
}

/** The environment in which `node` and the project's tools are found first. */
export function toolEnvironment(extra = {}) {
  const node = findNode()
  const places = [join(root, 'node_modules', '.bin'), process.env.PATH ?? '']
  if (node) places.unshift(dirname(node))
  return { ...process.env, PATH: places.join(delimiter), ...extra }
}
