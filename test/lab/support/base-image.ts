import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readAptMirrors, readAptProxy, renderSourcesList } from './apt-sources.ts'
import { mustRun, runCommand } from '#test/support/host-command.ts'
import { withLock } from './lab-lock.ts'
import { identityFile, imagesDir, makeLabPlaces } from './lab-places.ts'
import { basePackages, cachedPackages, type Release } from './releases.ts'

// Raised when the steps below change in a way that packages and identity do not show.
const recipe = 4

/** Makes the key pair that opens root's account on lab machines, once. */
async function ensureIdentity(): Promise<string> {
  return withLock('identity', async () => {
    if (!existsSync(identityFile)) {
      await mustRun('ssh-keygen', [
        '-q',
        '-t',
        'ed25519',
        '-N',
        '',
        '-C',
        'mailwright-lab',
        '-f',
        identityFile,
      ])
    }
    return readFile(`${identityFile}.pub`, 'utf8')
  })
}

/** Where the image of a release lies, or will lie; the name changes with what goes into it. */
function imageDir(release: Release, publicKey: string): string {
  const parts = JSON.stringify([recipe, basePackages, cachedPackages, publicKey])
  return join(imagesDir, `${release}-${createHash('sha256').update(parts).digest('hex').slice(0, 12)}`)
}

async function write(root: string, path: string, text: string, mode = 0o644): Promise<void> {
  await writeFile(join(root, path), text)
  await chmod(join(root, path), mode)
}

async function configure(root: string, publicKey: string): Promise<void> {
  // Lists in other languages are a third of what apt would fetch; a lab server keeps what it downloads.
  const apt = `Acquire::Languages "none";\nBinary::apt::APT::Keep-Downloaded-Packages "true";\n`
  await write(root, 'etc/apt/apt.conf.d/90lab', apt + (await readAptProxy()))
  await mkdir(join(root, 'root/.ssh'), { recursive: true, mode: 0o700 })
  await write(root, 'root/.ssh/authorized_keys', publicKey, 0o600)
  await mkdir(join(root, 'etc/ssh/sshd_config.d'), { recursive: true })
  // As providers hand servers out: root by password or key. No limit on tests that connect in parallel.
  const sshd = 'PermitRootLogin yes\nPasswordAuthentication yes\nMaxStartups 100:30:200\nMaxSessions 100\n'
  await write(root, 'etc/ssh/sshd_config.d/provider.conf', sshd)
  const wants = join(root, 'etc/systemd/system/multi-user.target.wants')
  await mkdir(wants, { recursive: true })
  const unit = '/lib/systemd/system/systemd-networkd.service'
  await symlink(unit, join(wants, 'systemd-networkd.service')).catch(() => undefined)
  // Not to be had in a container, and slow to find out.
  for (const name of [
    'apt-daily.timer',
    'apt-daily-upgrade.timer',
    'e2scrub_reap.service',
    'console-getty.service',
  ]) {
    await symlink('/dev/null', join(root, 'etc/systemd/system', name)).catch(() => undefined)
  }
  for (const kind of ['rsa', 'ecdsa', 'ed25519']) {
    await rm(join(root, `etc/ssh/ssh_host_${kind}_key`), { force: true })
    await rm(join(root, `etc/ssh/ssh_host_${kind}_key.pub`), { force: true })
  }
  await write(root, 'etc/machine-id', '')
}

/** Refreshes apt's lists and downloads the packages that tests install; resolves with what could not be had. */
async function fillAptCache(root: string, { untilMissed }: { untilMissed: boolean }): Promise<string[]> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' }
  await mustRun('chroot', [root, 'apt-get', '-q', 'update'], { env })
  const fetch = ['-q', '-y', '--download-only', '--no-install-recommends', 'install']
  const missed: string[] = []
  for (const group of cachedPackages) {
    const result = await runCommand('chroot', [root, 'apt-get', ...fetch, ...group], { env })
    if (result.code !== 0) missed.push(`${group.join(' ')}: ${result.stderr.trim()}`)
    if (untilMissed && missed.length > 0) break
  }
  return missed
}

/** Chooses the archives that serve what they list: that of an old release's security updates may not. */
async function stock(root: string, release: Release): Promise<void> {
  await copyFile('/etc/resolv.conf', join(root, 'etc/resolv.conf'))
  const mirrors = await readAptMirrors()
  await write(root, 'etc/apt/sources.list', renderSourcesList(release, mirrors))
  let missed = await fillAptCache(root, { untilMissed: mirrors.security !== null })
  if (missed.length > 0 && mirrors.security) {
    await write(root, 'etc/apt/sources.list', renderSourcesList(release, { ...mirrors, security: null }))
    missed = await fillAptCache(root, { untilMissed: false })
  }
  // A test that installs one of these downloads it, or finds it missing, itself.
  for (const sentence of missed) process.stderr.write(`${release}, not kept: ${sentence}\n`)
}

async function build(release: Release, dir: string, publicKey: string): Promise<void> {
  const root = `${dir}.making`
  await rm(root, { recursive: true, force: true })
  const mirrors = await readAptMirrors()
  const include = `--include=${basePackages.join(',')}`
  await mustRun('debootstrap', ['--variant=minbase', include, release, root, mirrors.main])
  await configure(root, publicKey)
  await stock(root, release)
  await rename(root, dir)
}

/** Removes what earlier recipes left of a release, but for what a machine still runs on. */
async function removeOldImages(release: Release, current: string): Promise<void> {
  const mounts = await readFile('/proc/self/mounts', 'utf8')
  for (const name of await readdir(imagesDir)) {
    const dir = join(imagesDir, name)
    if (name.startsWith(`${release}-`) && dir !== current && !mounts.includes(`lowerdir=${dir},`)) {
      await rm(dir, { recursive: true, force: true })
    }
  }
}

/** Resolves with the folder of a release's base image, made now where it is missing (about a minute). */
export async function ensureImage(release: Release, onStart?: (release: Release) => void): Promise<string> {
  makeLabPlaces()
  const publicKey = await ensureIdentity()
  const dir = imageDir(release, publicKey)
  if (existsSync(dir)) return dir
  return withLock(`image-${release}`, async () => {
    if (!existsSync(dir)) {
      onStart?.(release)
      await build(release, dir, publicKey)
      await removeOldImages(release, dir)
    }
    return dir
  })
}
