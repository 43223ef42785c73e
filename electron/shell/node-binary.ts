import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Node 24 for the core: packed beside the app, or from the package that development installs. Throws where there is none. */
export function findNode(appPath: string, resourcesPath: string): string {
  const binary = process.platform === 'win32' ? 'node.exe' : join('bin', 'node')
  const system = process.platform === 'win32' ? 'win' : process.platform
  const places = [
    join(resourcesPath, 'node', binary),
    join(
      appPath,
      'node_modules',
      `node-${system}-${process.arch}`,
      'bin',
      process.platform === 'win32' ? 'node.exe' : 'node',
    ),
  ]
  const found = places.find((place) => existsSync(place))
  if (found === undefined) throw new Error(`Node is in none of these places: ${places.join(', ')}`)
  return found
}

/** Plain Node cannot read an archive: what it is to run lies unpacked beside it. */
export function unpacked(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
}
