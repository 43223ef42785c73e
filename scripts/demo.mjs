// npm run demo: the main job with no server of one's own. Boots a throwaway Debian 12 on this machine, plans, applies, sends
// and reads a message, and removes the server. `npm run demo -- --help` tells the options.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureAptPackages } from './apt-packages.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { findNode, root, toolEnvironment } from './node-24.mjs'
import { readOptions } from './options.mjs'
import { say, spoken } from './words.mjs'

const { code: settled, values } = readOptions(process.argv.slice(2), {
  command: 'npm run demo',
  about: {
    en: 'Boots a throwaway Debian 12 on this machine (Linux, as root), sets it up, sends and reads a message, and removes it.',
    zh: '在本机启动一台临时的 Debian 12（需要 Linux 和 root），完成搭建、收发邮件，最后删除。',
  },
  known: {
    window: { en: 'do it through the app instead of the terminal', zh: '在应用中操作，而不是在终端里' },
    browser: { en: 'with --window: use the browser', zh: '与 --window 合用：使用浏览器' },
    'no-open': {
      en: 'with --window: print the address for the browser only',
      zh: '与 --window 合用：只显示供浏览器访问的地址',
    },
    port: {
      form: 'PORT',
      en: 'with --window: the port for the browser',
      zh: '与 --window 合用：供浏览器访问的端口',
    },
  },
})

const spec = `domain: example.test
hostname: mail.example.test
dns: { provider: bind, forwarders: [], useForServer: false }
accounts: virtual
mailboxes:
  - { name: alice, password: "correct horse battery" }
  - { name: bob, password: "staple 邮匠 stapler" }
aliases:
  - { name: info, to: [alice] }
`

/** The program at work, in a process group of its own: Ctrl-C reaches this script alone, which ends it. */
let child = null
/** Why the demo ends before its time. */
let stoppedBy = null

/** Runs a Node program of the project; resolves with its exit code and, where it is not shown, what it said. */
function run(args, { env = {}, isShown = true } = {}) {
  if (stoppedBy) return Promise.resolve({ code: 1, out: '', error: stoppedBy })
  return start(args, env, isShown)
}

function start(args, env, isShown) {
  return new Promise((resolve) => {
    const stdio = ['ignore', ...(isShown ? ['inherit', 'inherit'] : ['pipe', 'pipe'])]
    const started = spawn(findNode(), args, { cwd: root, env: toolEnvironment(env), stdio, detached: true })
    child = started
    let out = ''
    let error = ''
    started.stdout?.on('data', (chunk) => (out += chunk))
    started.stderr?.on('data', (chunk) => (error += chunk))
    started.on('error', (reason) => resolve({ code: 1, out, error: reason.message }))
    started.on('close', (code) => {
      if (child === started) child = null
      resolve({ code: code ?? 1, out: out.trim(), error: error.trim() })
    })
  })
}

const labTool = join(root, 'test/lab/support/cli.ts')

/** Asks the lab; resolves with its exit code and what it said. */
function lab(...args) {
  return run([labTool, ...args], { isShown: false })
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (stoppedBy) return
    stoppedBy = signal
    say('\nStopping …', '\n正在停止……')
    try {
      if (child) process.kill(-child.pid, 'SIGTERM')
    } catch {
      // It ended in the meantime.
    }
  })
}
// A terminal that was closed can no longer be written to; the server is removed all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

async function showInTerminal(server, folder) {
  const file = join(folder, 'example.test.yaml')
  writeFileSync(file, spec)
  const host = [
    '--host',
    `root@${server.address}`,
    '--identity',
    server.identityFile,
    '--host-key',
    server.hostKeySha256,
  ]
  const chosen = ['--lang', spoken()]
  const mailwright = async (...args) => {
    // What the demo stores is its own, and goes with it.
    const env = { MAILWRIGHT_HOME: join(folder, 'data') }
    const door = join(root, 'dist/cli/main.cjs')
    return (await run([door, ...args, ...host, ...chosen], { env })).code
  }

  say('\n— The description of the server', '\n—— 服务器描述')
  process.stdout.write(spec)
  say('\n— The plan', '\n—— 计划')
  const planned = await mailwright('plan', file)
  if (planned !== 2) return 1
  say('\n— Carrying it out', '\n—— 执行')
  if ((await mailwright('apply', file, '--yes')) !== 0) return 1
  say('\n— Sending and reading messages', '\n—— 收发邮件测试')
  const tested = await mailwright('test', file)
  say('\n— The plan now', '\n—— 再次计划')
  const again = await mailwright('plan', file)
  return tested === 0 && again === 0 ? 0 : 1
}

/** Opens the app on data of the demo's own, which know the server and hold a draft with everything filled in. */
async function showInWindow(server, folder) {
  const data = join(folder, 'data')
  if ((await run([join(root, 'test/lab/demo-data.ts'), data, server.id, spoken()])).code !== 0) return 1
  say(
    '\nThe app opens and knows the server already. Choose “Set up”: all fields are filled in.\nThe server is removed when the app ends.',
    '\n应用即将打开，服务器已经填好。请点“搭建”：各项都已填写。\n应用退出后，服务器会被删除。',
  )
  const forwarded = ['browser', 'no-open'].flatMap((name) => (values[name] ? [`--${name}`] : []))
  if (values.port) forwarded.push('--port', values.port)
  const args = [join(root, 'scripts/start.mjs'), ...forwarded, '--lang', spoken(), '--data', data]
  return (await run(args)).code
}

async function main() {
  if (!ensureDependencies()) return 1
  if (!findNode()) {
    say('Node 24 or newer is needed.', '需要 Node 24 或更新的版本。')
    return 1
  }
  ensureAptPackages(['lab'])
  const check = await lab('check')
  if (stoppedBy) return 1
  if (check.code !== 0) {
    say(`No throwaway server can be booted here: ${check.error}`, `这里无法启动临时服务器：${check.error}`)
    return 1
  }
  if ((await run([join(root, 'scripts/build.mjs')])).code !== 0) return 1

  const name = `demo-${process.pid}`
  say(
    'Booting a Debian 12 server (the first time: making its image, a minute) …',
    '正在启动一台 Debian 12 服务器（首次需要制作镜像，约一分钟）……',
  )
  const folder = mkdtempSync(join(tmpdir(), 'mailwright-demo-'))
  try {
    const up = await lab('up', 'bookworm', name)
    if (stoppedBy) return 1
    if (up.code !== 0) {
      say(`The server did not boot: ${up.error}`, `服务器启动失败：${up.error}`)
      return 1
    }
    const server = JSON.parse((await lab('show', name)).out)
    return await (values.window ? showInWindow(server, folder) : showInTerminal(server, folder))
  } finally {
    // What removes the server is not stopped by a signal.
    const { code, error } = await start([labTool, 'down', name], {}, false)
    rmSync(folder, { recursive: true, force: true })
    if (code === 0) say('\nThe server is removed.', '\n服务器已删除。')
    else if (!stoppedBy) process.stderr.write(`${error}\n`)
  }
}

const exitCode = settled ?? (await main())
process.exitCode = stoppedBy ? 128 + constants.signals[stoppedBy] : exitCode
