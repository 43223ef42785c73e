// npm run demo: the main job with no server of one's own. Boots a throwaway Debian 12 on this machine, plans, applies, sends
// and reads a message, and removes the server. `-- --lang zh|en` chooses the language, `-- --window` does it through the app.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureAptPackages } from './apt-packages.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { findNode, root, toolEnvironment } from './node-24.mjs'
import { say, speak, spoken } from './words.mjs'

const words = process.argv.slice(2)
const language = words[words.indexOf('--lang') + 1]
if (words.includes('--lang')) speak(language)

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

/** Runs a Node program of the project in sight of the person; resolves with its exit code. */
function run(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(findNode(), args, { cwd: root, env: toolEnvironment(env), stdio: 'inherit' })
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** Asks the lab; returns its exit code and what it said. */
function lab(...args) {
  const answer = spawnSync(findNode(), [join(root, 'test/lab/support/cli.ts'), ...args], {
    cwd: root,
    env: toolEnvironment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { code: answer.status ?? 1, out: answer.stdout.trim(), error: answer.stderr.trim() }
}

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
  const mailwright = (...args) =>
    // What the demo stores is its own, and goes with it.
    run([join(root, 'dist/cli/main.cjs'), ...args, ...host, ...chosen], {
      XDG_DATA_HOME: join(folder, 'data'),
    })

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
  if ((await run([join(root, 'test/lab/demo-data.ts'), data, server.id, spoken()])) !== 0) return 1
  say(
    '\nThe app opens and knows the server already. Choose “Set up”: all fields are filled in.\nThe server is removed when the app ends.',
    '\n应用即将打开，服务器已经填好。请点“搭建”：各项都已填写。\n应用退出后，服务器会被删除。',
  )
  const forwarded = words.filter((word) => word === '--browser' || word === '--no-open')
  return run([join(root, 'scripts/start.mjs'), ...forwarded, '--lang', spoken()], { MAILWRIGHT_HOME: data })
}

async function main() {
  if (!ensureDependencies()) return 1
  if (!findNode()) {
    say('Node 24 or newer is needed.', '需要 Node 24 或更新的版本。')
    return 1
  }
  ensureAptPackages(['lab'])
  const check = lab('check')
  if (check.code !== 0) {
    say(`No throwaway server can be booted here: ${check.error}`, `这里无法启动临时服务器：${check.error}`)
    return 1
  }
  if ((await run([join(root, 'scripts/build.mjs')])) !== 0) return 1

  const name = `demo-${process.pid}`
  say(
    'Booting a Debian 12 server (the first time: making its image, a minute) …',
    '正在启动一台 Debian 12 服务器（首次需要制作镜像，约一分钟）……',
  )
  const folder = mkdtempSync(join(tmpdir(), 'mailwright-demo-'))
  // Ctrl-C ends the program that runs; the server is removed all the same.
  process.on('SIGINT', () => undefined)
  try {
    const up = lab('up', 'bookworm', name)
    if (up.code !== 0) {
      say(`The server did not boot: ${up.error}`, `服务器启动失败：${up.error}`)
      return 1
    }
    const server = JSON.parse(lab('show', name).out)
    return await (words.includes('--window') ? showInWindow(server, folder) : showInTerminal(server, folder))
  } finally {
    lab('down', name)
    rmSync(folder, { recursive: true, force: true })
    say('\nThe server is removed.', '\n服务器已删除。')
  }
}

process.exitCode = await main()
