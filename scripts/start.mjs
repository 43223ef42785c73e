// npm start: installs what is missing, builds what changed and opens the app, in Electron where it can be had, otherwise
// in the browser. `npm start -- --help` tells the options. Runs on any Node from 20, before installation too.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { ensureDependencies } from './dependencies.mjs'
import { downloadElectron, findElectron } from './electron-binary.mjs'
import { findNode, root, toolEnvironment } from './node-24.mjs'
import { readOptions } from './options.mjs'
import { say } from './words.mjs'

const { code: settled, values } = readOptions(process.argv.slice(2), {
  command: 'npm start',
  about: {
    en: 'Opens the app: in a window (Electron), or in the browser where no window can be had.',
    zh: '打开应用：优先使用窗口（Electron），不能打开窗口时使用浏览器。',
    after: {
      en: 'MAILWRIGHT_HOME in the environment names the data directory too, for window, browser and terminal alike;\nELECTRON_MIRROR names a mirror to download Electron from.',
      zh: '也可以用环境变量 MAILWRIGHT_HOME 指定数据目录，窗口、浏览器和终端都遵从；\nELECTRON_MIRROR 指定下载 Electron 的镜像。',
    },
  },
  known: {
    browser: { en: 'use the browser, not a window', zh: '使用浏览器，不打开窗口' },
    'no-open': {
      en: 'print the address for the browser and open nothing (implies --browser)',
      zh: '只显示供浏览器访问的地址，不自动打开（隐含 --browser）',
    },
    port: {
      form: 'PORT',
      en: 'the port for the browser, otherwise any that is free (implies --browser)',
      zh: '供浏览器访问的端口，缺省为任一空闲端口（隐含 --browser）',
    },
    data: {
      form: 'DIRECTORY',
      en: 'keep servers, plans and settings in this directory',
      zh: '把服务器、计划和设置保存在这个目录',
    },
  },
})
const language = values.lang
const wantsBrowser = Boolean(values.browser || values['no-open'] || values.port)
// npm runs scripts in the project's folder; a path is meant from where the person is.
if (values.data) process.env.MAILWRIGHT_HOME = resolve(process.env.INIT_CWD ?? '', values.data)

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
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, pass)
    child.on('error', (error) => resolve({ code: 1, lasted: Date.now() - startedAt, said: error.message }))
    child.on('close', (code) => {
      for (const signal of ['SIGTERM', 'SIGHUP']) process.off(signal, pass)
      resolve({ code: code ?? 0, lasted: Date.now() - startedAt, said })
    })
  })
}

/** Shows an address in the person's browser, where there is a desktop to show it on. */
function openInBrowser(address) {
  const programs = { win32: ['cmd', '/c', 'start', '""'], darwin: ['open'] }
  const [program, ...args] = programs[process.platform] ?? ['xdg-open']
  const isThere = process.platform !== 'linux' || isOnPath(program)
  if (!hasDesktop() || !isThere) return tellWayFromElsewhere(new URL(address).port)
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

/** The address holds on this machine alone; SSH leads there from another one. */
function tellWayFromElsewhere(port) {
  const tunnel = `ssh -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}`
  say(
    `Open the address above in a browser on this machine. To use a browser on another machine, run there first:\n  ${tunnel}\nand leave it running; then open the address there, as it stands.` +
      (values.port ? '' : ' The port stays the same with: npm start -- --port PORT'),
    `请在这台机器的浏览器里打开上面的地址。若要用另一台电脑的浏览器，请先在那台电脑上运行并保持：\n  ${tunnel}\n然后在那台电脑上原样打开上面的地址。` +
      (values.port ? '' : '如需固定端口：npm start -- --port 端口'),
  )
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
  const options = ['port', 'lang'].flatMap((name) => (values[name] ? [`--${name}`, values[name]] : []))
  const { code } = await run(node, [join(root, 'dist/web/main.cjs'), ...options], (text) => {
    const address = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[^\s'"]*/.exec(text)?.[0]
    if (!address || isOpened) return
    isOpened = true
    if (!values['no-open']) openInBrowser(address)
    else if (!hasDesktop()) tellWayFromElsewhere(new URL(address).port)
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

  if (wantsBrowser) {
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

process.exitCode = settled ?? (await main())
