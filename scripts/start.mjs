// npm start: installs what is missing, builds what changed and opens the app, in Electron where it can be had, otherwise
// in the browser. `npm start -- --browser` wants the browser in any case, `--no-open` only its address, `--lang zh|en` the language. Runs on any Node from 20, before installation too.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ensureDependencies } from './dependencies.mjs'
import { downloadElectron, findElectron } from './electron-binary.mjs'
import { findNode, root, toolEnvironment } from './node-24.mjs'
import { say, speak } from './words.mjs'

const words = process.argv.slice(2)
const passedOn = words.filter((word) => word !== '--browser')
const language = words.includes('--lang') ? words[words.indexOf('--lang') + 1] : undefined
if (language) speak(language)

/** Whether a window can be opened: always on Windows and macOS, with a display elsewhere. */
function hasDesktop() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Runs a program until it ends; resolves with its exit code, how long it ran (ms) and the end of its stderr. */
function run(program, args, onOutput) {
  const startedAt = Date.now()
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: toolEnvironment(),
      stdio: ['inherit', onOutput ? 'pipe' : 'inherit', 'pipe'],
    })
    let said = ''
    child.stdout?.on('data', (chunk) => {
      process.stdout.write(chunk)
      onOutput(String(chunk))
    })
    child.stderr.on('data', (chunk) => {
      process.stderr.write(chunk)
      said = (said + chunk).slice(-2000)
    })
    const pass = (signal) => child.kill(signal)
    process.on('SIGINT', () => undefined) // the terminal sends it to the child as well
    process.on('SIGTERM', pass)
    child.on('error', (error) => resolve({ code: 1, lasted: Date.now() - startedAt, said: error.message }))
    child.on('close', (code) => {
      process.off('SIGTERM', pass)
      resolve({ code: code ?? 0, lasted: Date.now() - startedAt, said })
    })
  })
}

/** Shows an address in the person's browser, where there is a desktop to show it on. */
function openInBrowser(address) {
  const programs = { win32: ['cmd', '/c', 'start', '""'], darwin: ['open'] }
  const [program, ...args] = programs[process.platform] ?? ['xdg-open']
  const isThere = process.platform !== 'linux' || isOnPath(program)
  if (!hasDesktop() || !isThere) {
    say('Open the address above in a browser on this machine.', '请在这台机器的浏览器里打开上面的地址。')
    return
  }
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((place) => existsSync(join(place, program)))
}

async function startBrowserMode(node) {
  if (!existsSync(join(root, 'dist/web/main.cjs'))) {
    say('Browser mode was not built.', '浏览器模式没有构建出来。')
    return 1
  }
  let isOpened = false
  const { code } = await run(node, [join(root, 'dist/web/main.cjs'), ...passedOn], (text) => {
    const address = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[^\s'"]*/.exec(text)?.[0]
    if (!address || isOpened || words.includes('--no-open')) return
    isOpened = true
    openInBrowser(address)
  })
  return code
}

/** Finds or fetches Electron's program; null where it cannot be had, after saying why. */
async function electronProgram(node) {
  const there = findElectron()
  if (there) return there
  say('Downloading Electron (about 110 MB, once) …', '正在下载 Electron（约 110 MB，只需一次）……')
  const failure = await downloadElectron(node)
  if (failure === null) return findElectron()
  say(
    `Electron could not be downloaded (${failure}). Where its usual source is blocked, name a mirror and start again:\n` +
      '  ELECTRON_MIRROR=https://…/electron/ npm start',
    `Electron 下载失败（${failure}）。如果默认下载源被屏蔽，请指定镜像后重新启动：\n` +
      '  ELECTRON_MIRROR=https://…/electron/ npm start',
  )
  return null
}

/** Opens the window; resolves with its exit code, or null where it could not be opened. */
async function startElectron(program) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  if (isRoot) say('Running as root: without Chromium’s sandbox.', '正以 root 身份运行：Chromium 沙箱已关闭。')
  say('Opening the window …', '正在打开窗口……')
  const result = await run(program, [
    ...(isRoot ? ['--no-sandbox'] : []),
    // Chromium's own switch: it wants one word.
    ...(language ? [`--lang=${language}`] : []),
    root,
    ...passedOn,
  ])
  if (result.code === 0 || result.lasted > 5_000) return result.code
  const line = result.said.trim().split('\n').pop() ?? ''
  say(`Electron could not open a window: ${line}`, `Electron 无法打开窗口：${line}`)
  return null
}

async function main() {
  if (!ensureDependencies()) return 1
  const node = findNode()
  if (!node) {
    say(
      `Node 24 or newer is needed; this is ${process.version}.`,
      `需要 Node 24 或更新的版本，当前是 ${process.version}。`,
    )
    return 1
  }
  const built = spawnSync(node, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' })
  if (built.status !== 0) return 1

  if (words.includes('--browser')) {
    say('Browser mode, as asked for.', '按要求使用浏览器模式。')
  } else if (!hasDesktop()) {
    say('There is no desktop here, so browser mode.', '这里没有图形桌面，改用浏览器模式。')
  } else {
    const program = await electronProgram(node)
    const code = program === null ? null : await startElectron(program)
    if (code !== null) return code
    say('Going on in browser mode.', '改用浏览器模式继续。')
  }
  return startBrowserMode(node)
}

process.exitCode = await main()
