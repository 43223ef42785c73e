// npm test: installs what is missing and runs every check. `npm test -- unit laws` runs only the stages named. What cannot
// run here is listed with its reason. The last line sums all: tests: N passed, N failed, N skipped.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureAptPackages } from './apt-packages.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { findNode, root, toolEnvironment } from './node-24.mjs'
import { pick, say } from './words.mjs'

const minute = 60_000
const results = join(root, 'test-results')
const tool = (path) => join(root, 'node_modules', path)

/** The stages in the order they run: commands that count as one test, or a project of Vitest. */
const stages = {
  format: { commands: [[tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']] },
  lint: {
    commands: [
      [tool('eslint/bin/eslint.js'), '--max-warnings', '0', '.'],
      [
        tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        'electron',
        'renderer',
        'shared',
      ],
    ],
  },
  types: { commands: [[tool('typescript/bin/tsc'), '-p', 'tsconfig.json']] },
  build: { commands: [[join(root, 'scripts/build.mjs')]] },
  unit: { isVitest: true },
  laws: { isVitest: true },
  e2e: {
    isVitest: true,
    requires: [['test/support/electron-runtime.ts'], ['test/e2e/support/requirements.ts']],
  },
  lab: { isVitest: true, requires: [['test/lab/support/cli.ts', 'check']] },
}
const limits = { e2e: 15 * minute, lab: 35 * minute }

const children = new Set()

/** Runs a Node program in a process group of its own, which ends with it, with its time, or with this process. */
function run(args, { limit = 10 * minute, stdio = 'inherit', env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(findNode(), args, {
      cwd: root,
      env: toolEnvironment({ ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...env }),
      stdio: stdio === 'inherit' ? ['ignore', 'inherit', 'inherit'] : stdio,
      detached: true,
    })
    let said = ''
    children.add(child)
    child.stdout?.on('data', (chunk) => (said += chunk))
    child.stderr?.on('data', (chunk) => (said += chunk))
    const timer = setTimeout(() => {
      say(`Stopped after ${limit / minute} minutes.`, `已运行 ${limit / minute} 分钟，现在中止。`)
      endGroup(child)
    }, limit)
    child.on('error', (error) => (said += error.message))
    child.on('close', (code) => {
      clearTimeout(timer)
      children.delete(child)
      resolve({ code: code ?? 1, said })
    })
  })
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It ended in the meantime.
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of children) endGroup(child)
    process.exit(130)
  })
}

async function runCommands(stage) {
  let failed = 0
  for (const command of stages[stage].commands) if ((await run(command)).code !== 0) failed = 1
  return { passed: 1 - failed, failed, skipped: 0 }
}

/** Sums a Vitest run; a file that fails outside its tests counts as one failure, and so does a run without a report. */
function readReport(file, code, told) {
  let report
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: told.passed, failed: told.failed + (code === 0 ? 0 : 1), skipped: told.skipped.length }
  }
  const broken = report.testResults.filter(
    (each) => each.status === 'failed' && !each.assertionResults.some((one) => one.status === 'failed'),
  )
  const failed = report.numFailedTests + broken.length
  const isEmpty = report.numTotalTests === 0 && failed === 0 && code === 0
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: isEmpty ? 1 : report.numPendingTests + report.numTodoTests,
    reason: isEmpty ? 'no tests here yet' : null,
  }
}

/** What the stage's reporter told to the last: of a run that was stopped too. */
function readState(file) {
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0, skipped: [], atWork: [] }
}

/**
 * Where V8 compiles in a thread of its own while a program ends, Node may wait for that thread, and the thread for Node, for ever
 * (nodejs/node#54918).
 */
const endingOptions = ['--no-concurrent-recompilation', '--no-concurrent-sparkplug']

async function runVitest(stage) {
  const file = join(results, `${stage}.json`)
  const state = join(results, `${stage}-state.json`)
  for (const former of [file, state]) rmSync(former, { force: true })
  const names = ['default', 'json', join(root, 'scripts/stage-reporter.mjs')]
  const reporters = [...names.map((name) => `--reporter=${name}`), `--outputFile.json=${file}`]
  const args = [...endingOptions, tool('vitest/vitest.mjs'), 'run', '--project', stage, ...reporters]
  const { code } = await run(args, { limit: limits[stage], env: { MAILWRIGHT_STAGE: state } })
  const told = readState(state)
  for (const { file: at, name, since } of told.atWork) {
    const [where, seconds] = [name === null ? at : `${at} > ${name}`, Math.round((Date.now() - since) / 1000)]
    say(`Was at work for ${seconds} s: ${where}`, `中止时已运行 ${seconds} 秒：${where}`)
  }
  return { ...readReport(file, code, told), skips: told.skipped }
}

/** Why a stage cannot run here, in the words of the program that finds out; null when it can. */
async function findObstacle(stage) {
  for (const args of stages[stage].requires ?? []) {
    const { code, said } = await run(args, { stdio: ['ignore', 'pipe', 'pipe'] })
    if (code !== 0)
      return /^(?:\w*Error: )?(?=\w)(.+)$/m.exec(said.replace(/^(file:|node:|\s|\^).*\n/gm, ''))?.[1] ?? said
  }
  return null
}

/** Makes the lab's images beside the other stages, one after the other: a core is left for them. */
function makeImages() {
  const log = openSync(join(results, 'lab-images.log'), 'w')
  return run(['test/lab/support/cli.ts', 'images'], { limit: 15 * minute, stdio: ['ignore', log, log] })
}

async function main(words) {
  const unknown = words.filter((word) => !(word in stages))
  if (unknown.length > 0) {
    say(
      `No stage ${unknown.join(', ')}; there are: ${Object.keys(stages).join(' ')}`,
      `没有 ${unknown.join('、')} 这个阶段，可选：${Object.keys(stages).join(' ')}`,
    )
    return 2
  }
  const wanted = Object.keys(stages).filter((stage) => words.length === 0 || words.includes(stage))
  if (!ensureDependencies()) return 1
  if (!findNode()) {
    say(
      `Node 24 or newer is needed; this is ${process.version}.`,
      `需要 Node 24 或更新的版本，当前是 ${process.version}。`,
    )
    return 1
  }
  ensureAptPackages(wanted)
  mkdirSync(results, { recursive: true })

  const obstacles = new Map()
  if (wanted.includes('lab')) obstacles.set('lab', await findObstacle('lab'))
  const images = wanted.includes('lab') && obstacles.get('lab') === null ? makeImages() : null
  // The page and the programs that e2e opens.
  if (wanted.includes('e2e') && !wanted.includes('build')) await run([join(root, 'scripts/build.mjs')])

  const outcomes = []
  for (const stage of wanted) {
    process.stdout.write(`\n== ${stage}\n`)
    // Windows with time-outs, and servers, have both cores to themselves.
    if (images && (stage === 'e2e' || stage === 'lab')) await images
    if (!obstacles.has(stage)) obstacles.set(stage, await findObstacle(stage))
    const obstacle = obstacles.get(stage)
    const startedAt = Date.now()
    const counts = obstacle
      ? { passed: 0, failed: 0, skipped: 1, reason: obstacle }
      : await (stages[stage].isVitest ? runVitest(stage) : runCommands(stage))
    outcomes.push({ stage, seconds: Math.round((Date.now() - startedAt) / 1000), ...counts })
    if (counts.reason) say(`skipped: ${counts.reason}`, `已跳过：${counts.reason}`)
  }
  return report(outcomes)
}

/** Names every test that was skipped, under its reason. */
function listSkips(outcomes) {
  for (const { stage, skips = [] } of outcomes) {
    for (const reason of new Set(skips.map((skip) => skip.reason))) {
      const why = reason ?? pick('no reason given', '没有给出原因')
      say(`Skipped in ${stage}: ${why}`, `${stage} 中跳过：${why}`)
      for (const { file, name } of skips.filter((skip) => skip.reason === reason))
        process.stdout.write(`  – ${file}: ${name}\n`)
    }
  }
}

function report(outcomes) {
  process.stdout.write('\n')
  for (const { stage, passed, failed, skipped, seconds, reason } of outcomes) {
    const verdict = reason
      ? `skipped: ${reason}`
      : `${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`
    process.stdout.write(`${failed > 0 ? '✗' : reason ? '–' : '✓'} ${stage.padEnd(7)} ${verdict}\n`)
  }
  listSkips(outcomes)
  const sum = (name) => outcomes.reduce((total, outcome) => total + outcome[name], 0)
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
  process.stdout.write(`tests: ${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`)
  return sum('failed') > 0 ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
