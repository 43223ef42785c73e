import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { constants, Script } from 'node:vm'

/** Loads the parts of a built program with the code that V8 made of them in an earlier run. */
export interface PartLoader {
  /** The exports of a part, by its file name. */
  load(name: string): unknown
  /** Writes down the code of all that ran, where some of it was not known yet; does nothing where that cannot be. */
  keep(): void
}

/** The code of one part, and what tells that its file is still the same. */
interface Kept {
  readonly size: number
  readonly mtime: number
  readonly code: Buffer
}

/** What Node wraps a CommonJS module in. */
type Define = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: unknown },
  file: string,
  directory: string,
) => void

interface Loaded extends Omit<Kept, 'code'> {
  readonly script: Script
}

/**
 * Node's own cache of compiled code (NODE_COMPILE_CACHE) holds no function that is first called later, which is nearly all of
 * them: V8 would compile them anew at each start. Here the code is taken after the program has run (vm.Script,
 * createCachedData). `cacheFile` null: nothing is kept.
 */
export function partLoader(directory: string, cacheFile: string | null): PartLoader {
  const known = cacheFile === null ? new Map<string, Kept>() : readKept(cacheFile)
  const loaded = new Map<string, Loaded>()
  const modules = new Map<string, { exports: unknown }>()
  const outside = createRequire(join(directory, 'main.cjs'))
  let isComplete = true
  let isOtherBuild = false

  const load = (name: string): unknown => {
    const ready = modules.get(name)
    if (ready !== undefined) return ready.exports
    const file = join(directory, name)
    const { size, mtimeMs: mtime } = statSync(file)
    const kept = known.get(name)
    const isSame = kept?.size === size && kept.mtime === mtime
    // Most parts of another build have other names, and would stay in the file for ever.
    if (kept !== undefined && !isSame) isOtherBuild = true
    const code = isSame ? kept.code : undefined
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`,
      {
        filename: file,
        ...(code === undefined ? {} : { cachedData: code }),
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      },
    )
    if (script.cachedDataRejected !== false) isComplete = false
    loaded.set(name, { size, mtime, script })
    const module = { exports: {} }
    modules.set(name, module)
    const define = script.runInThisContext() as Define
    define(module.exports, require, module, file, directory)
    return module.exports
  }
  const require = (name: string): unknown => (name.startsWith('./') ? load(name.slice(2)) : outside(name))

  return {
    load,
    keep: () => {
      if (isComplete || cacheFile === null) return
      const fresh = [...loaded].map(([name, { size, mtime, script }]): [string, Kept] => [
        name,
        { size, mtime, code: script.createCachedData() },
      ])
      writeKept(cacheFile, new Map([...(isOtherBuild ? [] : known), ...fresh]))
    },
  }
}

/** Loaded when it is needed: at that time the server has been dialled. */
function crc32(bytes: Buffer): number {
  return process.getBuiltinModule('node:zlib').crc32(bytes)
}

/** One line of JSON that tells what follows, then the code of the parts one after the other. */
interface Table {
  readonly crc: number
  readonly parts: readonly { readonly name: string; size: number; mtime: number; length: number }[]
}

/** Empty where there is no such file, or not the whole of it. */
function readKept(file: string): Map<string, Kept> {
  try {
    const bytes = readFileSync(file)
    const start = bytes.indexOf(10) + 1
    const table = JSON.parse(bytes.toString('utf8', 0, start)) as Table
    if (crc32(bytes.subarray(start)) !== table.crc) return new Map()
    let at = start
    return new Map(
      table.parts.map(({ name, size, mtime, length }) => {
        at += length
        return [name, { size, mtime, code: bytes.subarray(at - length, at) }]
      }),
    )
  } catch {
    return new Map()
  }
}

function writeKept(file: string, parts: ReadonlyMap<string, Kept>): void {
  const body = Buffer.concat([...parts.values()].map(({ code }) => code))
  const table: Table = {
    crc: crc32(body),
    parts: [...parts].map(([name, { size, mtime, code }]) => ({ name, size, mtime, length: code.length })),
  }
  const fresh = `${file}.${process.pid}`
  try {
    writeFileSync(fresh, Buffer.concat([Buffer.from(`${JSON.stringify(table)}\n`), body]), { mode: 0o600 })
    renameSync(fresh, file)
  } catch {
    rmSync(fresh, { force: true })
  }
}
