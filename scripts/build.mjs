// Builds what is older than its sources into dist/: the page, and one CommonJS file each for the core, the shell, the
// preload script and browser mode; the terminal as a door and parts, of which a command loads those that it needs. Names (core, shell,
// preload, web, cli, page) build only these, `--force` builds them in any case. Takes about a second, and 50 ms when nothing
// changed.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { root } from './node-24.mjs'

// Native files, and what Electron itself provides.
const external = ['electron', 'better-sqlite3', /^node:/, ...builtinModules]

// What of ssh2 is never used: its native parts, which would be looked for at each start, and all but its client, which would
// load Node's HTTP.
const unused = {
  name: 'unused-parts-of-ssh2',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!importer?.replaceAll('\\', '/').includes('/node_modules/ssh2/')) return null
    if (source === 'cpu-features' || source.endsWith('sshcrypto.node')) return '\0unused-native'
    return /^\.\/(http-agents|server|keygen)\.js$/.test(source) ? '\0unused' : null
  },
  load(id) {
    if (id === '\0unused-native') return `module.exports = {}; throw new Error('left out')`
    return id === '\0unused' ? 'module.exports = {}' : null
  },
}

const always = ['package-lock.json', 'tsconfig.json', 'scripts/build.mjs']
const nodeSources = ['electron', 'shared']

const pageSources = ['renderer', 'shared', 'assets']

const hashWorker = 'electron/core/plan/hash-worker.ts'

const targets = [
  { name: 'core', source: 'electron/core/main.ts', output: 'dist/core/main.cjs' },
  { name: 'shell', source: 'electron/shell/main.ts', output: 'dist/shell/main.cjs' },
  { name: 'preload', source: 'electron/preload/preload.ts', output: 'dist/preload/preload.cjs' },
  { name: 'web', source: 'electron/web/main.ts', output: 'dist/web/main.cjs' },
  { name: 'cli', source: 'electron/cli/program.ts', output: 'dist/cli/program.cjs', inParts: true },
  { name: 'cli', source: 'electron/cli/main.ts', output: 'dist/cli/main.cjs' },
  { name: 'page', source: 'renderer/index.html', output: 'dist/renderer/index.html' },
  // Threads start from a file of their own, beside the program that starts them.
  ...['core', 'web', 'cli'].map((name) => ({
    name,
    source: hashWorker,
    output: `dist/${name}/hash-worker.cjs`,
  })),
]

/** The time of the newest change in files and folders; a removed file changes its folder. */
async function newest(paths) {
  let latest = 0
  for (const path of paths) {
    const full = join(root, path)
    const facts = await stat(full).catch(() => null)
    if (!facts) continue
    latest = Math.max(latest, facts.mtimeMs)
    if (!facts.isDirectory()) continue
    const entries = await readdir(full, { recursive: true, withFileTypes: true })
    const times = await Promise.all(entries.map((entry) => stat(join(entry.parentPath, entry.name))))
    latest = Math.max(latest, ...times.map((time) => time.mtimeMs))
  }
  return latest
}

async function isFresh(output, sourceTime) {
  const facts = await stat(join(root, output)).catch(() => null)
  return facts !== null && facts.mtimeMs >= sourceTime
}

/** Writes a file whole or not at all, dated by the start of its build: a change during the build makes it stale. */
async function place(path, content, time) {
  await mkdir(dirname(path), { recursive: true })
  const fresh = `${path}.${process.pid}.new`
  await writeFile(fresh, content)
  await utimes(fresh, time, time)
  await rename(fresh, path)
}

function filesOf(result) {
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) => each.output)
  return outputs.map((file) => ({
    name: file.fileName,
    isEntry: file.type === 'chunk' && file.isEntry,
    content: file.type === 'chunk' ? file.code : file.source,
  }))
}

/** Removes parts of earlier builds, but for those of the last hour: a run that still goes on may load one later. */
async function removeOldParts(directory, time) {
  for (const name of await readdir(directory)) {
    const path = join(directory, name)
    const { mtimeMs } = await stat(path)
    if (name.startsWith('part-') && time.getTime() - mtimeMs > 3_600_000) await rm(path, { force: true })
  }
}

async function buildProgram({ build }, { source, output, inParts = false }, time) {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [unused],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(root, source),
      write: false,
      target: 'node18', // the shell also runs in Electron 25
      minify: false,
      rolldownOptions: {
        external,
        output: {
          format: 'cjs',
          codeSplitting: inParts,
          entryFileNames: basename(output),
          chunkFileNames: 'part-[name]-[hash].cjs',
        },
      },
    },
  })
  const directory = dirname(join(root, output))
  // The program itself last: until then the one that is there finds all its parts.
  const files = filesOf(result).sort((a, b) => Number(a.isEntry) - Number(b.isEntry))
  for (const file of files) await place(join(directory, file.name), file.content, time)
  if (inParts) await removeOldParts(directory, time)
}

async function buildPage({ build }, time) {
  const { default: react } = await import('@vitejs/plugin-react')
  const { default: mantine } = await import('postcss-preset-mantine')
  const result = await build({
    root: join(root, 'renderer'),
    configFile: false,
    logLevel: 'error',
    base: './',
    publicDir: existsSync(join(root, 'renderer/public')) ? 'public' : false,
    plugins: [react()],
    css: { postcss: { plugins: [mantine()] } },
    build: {
      outDir: join(root, 'dist/renderer'),
      emptyOutDir: false,
      target: 'chrome114',
      write: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
    },
  })
  const files = filesOf(result)
  // The page itself last: until then the one that is there finds all its parts.
  files.sort((a, b) => Number(a.name === 'index.html') - Number(b.name === 'index.html'))
  for (const file of files) await place(join(root, 'dist/renderer', file.name), file.content, time)
  const kept = new Set(files.map((file) => file.name))
  const left = await readdir(join(root, 'dist/renderer'), { recursive: true, withFileTypes: true })
  for (const entry of left) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(join(root, 'dist/renderer').length + 1).replaceAll('\\', '/')
    if (entry.isFile() && !kept.has(name)) await rm(path)
  }
}

async function main(words) {
  const force = words.includes('--force')
  const wanted = words.filter((word) => !word.startsWith('-'))
  const isWanted = (target) => wanted.length === 0 || wanted.includes(target.name)
  const time = new Date()
  const sourceTimes = force
    ? [Infinity, Infinity]
    : await Promise.all([newest([...nodeSources, ...always]), newest([...pageSources, ...always])])
  const stale = []
  for (const target of targets.filter(isWanted)) {
    const sourceTime = target.name === 'page' ? sourceTimes[1] : sourceTimes[0]
    const isThere = existsSync(join(root, target.source))
    if (isThere && !(await isFresh(target.output, sourceTime))) stale.push(target)
  }
  if (stale.length === 0) return 0
  const vite = await import('vite')
  const work = stale.map((target) =>
    target.name === 'page' ? buildPage(vite, time) : buildProgram(vite, target, time),
  )
  const results = await Promise.allSettled(work)
  const failed = results.filter((result) => result.status === 'rejected')
  for (const { reason } of failed) process.stderr.write(`${reason.message}\n`)
  const built = stale.filter((_, index) => results[index].status === 'fulfilled').map(({ name }) => name)
  process.stdout.write(
    `built: ${[...new Set(built)].join(', ') || '-'} (${Date.now() - time.getTime()} ms)\n`,
  )
  return failed.length === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
