import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say } from './words.mjs'

/** Debian packages that a stage of the tests needs, one name or several that stand for the same across releases. */
const packagesOf = {
  e2e: [
    ['chromium'],
    ['xvfb'],
    ['libgtk-3-0t64', 'libgtk-3-0'],
    ['libasound2t64', 'libasound2'],
    ['libnss3'],
    ['libgbm1'],
    ['libxss1'],
    ['fonts-noto-cjk'],
  ],
  lab: [['systemd-container'], ['debootstrap'], ['nftables'], ['iproute2'], ['openssh-client']],
}

function isInstalled(name) {
  const answer = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' })
  return answer.stdout?.endsWith(' installed') ?? false
}

function isKnown(name) {
  return spawnSync('apt-cache', ['show', name], { encoding: 'utf8' }).stdout?.includes('Package:') ?? false
}

/**
 * Installs what the stages need from Debian's packages where this runs as root on Debian, naming it; says the one command
 * that would where it does not. What is still missing then makes its stage skip, with a reason.
 */
export function ensureAptPackages(stages) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return
  const groups = stages.flatMap((stage) => packagesOf[stage] ?? [])
  const missing = groups.filter((names) => !names.some(isInstalled))
  if (missing.length === 0) return
  const isRoot = process.getuid?.() === 0
  if (isRoot) spawnSync('apt-get', ['-q', 'update'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const names = missing.map((candidates) => candidates.find(isKnown) ?? candidates.at(-1))
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`
  if (!isRoot) {
    say(`Not installed, and only root can: sudo ${command}`, `以下软件包未安装，需要 root：sudo ${command}`)
    return
  }
  say(`Installing from Debian: ${names.join(', ')} …`, `正在从 Debian 安装：${names.join('、')}……`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('sh', ['-c', `${command} -q -o DPkg::Lock::Timeout=300 >/dev/null`], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}
