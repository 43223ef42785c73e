import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun, runCommand } from '#test/support/host-command.ts'
import { gateway, labAddress, readResolvers } from './lab-network.ts'
import { machineDir, type MachineRecord } from './machine-record.ts'

/** The root folder of a machine as the machine sees it. */
export function rootDirOf(id: string): string {
  return join(machineDir(id), 'root')
}

async function isMounted(dir: string): Promise<boolean> {
  const mounts = await readFile('/proc/self/mounts', 'utf8')
  return mounts.split('\n').some((line) => line.split(' ')[1] === dir)
}

/**
 * Puts a machine's disk in place: its own layer over the image where the kernel can (at once), otherwise a
 * copy of the image. What the machine wrote before is there again.
 */
export async function mountDisk(id: string, image: string): Promise<void> {
  const root = rootDirOf(id)
  if (existsSync(join(root, 'etc')) || (await isMounted(root))) return
  const upper = join(machineDir(id), 'upper')
  const work = join(machineDir(id), 'work')
  for (const dir of [root, upper, work]) await mkdir(dir, { recursive: true })
  // The layer's own mode becomes the mode of "/": anything but 0755 makes daemons refuse paths.
  for (const dir of [root, upper]) await chmod(dir, 0o755)
  const layers = `lowerdir=${image},upperdir=${upper},workdir=${work}`
  const mounted = await runCommand('mount', ['-t', 'overlay', 'mailwright-lab', '-o', layers, root])
  if (mounted.code !== 0) await mustRun('cp', ['-a', '--reflink=auto', `${image}/.`, root])
}

/** Takes a machine's disk away; the caller removes the folder. */
export async function unmountDisk(id: string): Promise<void> {
  const root = rootDirOf(id)
  if (!(await isMounted(root))) return
  const done = await runCommand('umount', [root])
  if (done.code !== 0) await mustRun('umount', ['--lazy', root])
}

/** The fingerprint of an OpenSSH public key line, as ssh-keygen -l prints it: SHA256:… without padding. */
export function fingerprint(publicKeyLine: string): string {
  const blob = Buffer.from(publicKeyLine.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

/** Gives a fresh disk its own name, address, keys and root password; resolves with the ed25519 host key line. */
export async function personalise(record: MachineRecord): Promise<string> {
  const root = rootDirOf(record.id)
  const address = labAddress(record.octet)
  const [host = record.name] = record.name.split('.')
  const names = host === record.name ? host : `${record.name} ${host}`
  await writeFile(join(root, 'etc/hostname'), `${record.name}\n`)
  await writeFile(
    join(root, 'etc/hosts'),
    `127.0.0.1 localhost\n${address} ${names}\n::1 localhost ip6-localhost\n`,
  )
  await writeFile(join(root, 'etc/machine-id'), `${randomBytes(16).toString('hex')}\n`)
  const resolvers = (await readResolvers()).map((resolver) => `nameserver ${resolver}\n`)
  // Debian's minbase may leave a link here; the container must not write through it.
  await rm(join(root, 'etc/resolv.conf'), { force: true })
  await writeFile(join(root, 'etc/resolv.conf'), resolvers.join(''))
  // Sorts before 80-container-host0.network, which would ask for DHCP.
  const network = `[Match]\nName=host0\n\n[Network]\nAddress=${address}/24\nGateway=${gateway}\n`
  await writeFile(join(root, 'etc/systemd/network/10-host0.network'), network)
  if (!existsSync('/sys/fs/cgroup/cgroup.controllers')) await bearOldControlGroups(root)
  await mustRun('ssh-keygen', ['-q', '-A', '-f', root])
  await mustRun('chroot', [root, 'chpasswd'], { stdin: `root:${record.rootPassword}\n` })
  return readFile(join(root, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8')
}

/**
 * Where this machine has control groups of version 1 only, systemd 257 (Debian 13) is not told that a group is empty: a unit
 * whose processes are gone counts as stopping until its time is up, 90 s, and logins wait for a user manager that stops.
 */
async function bearOldControlGroups(root: string): Promise<void> {
  const settings = {
    'logind.conf.d': '[Login]\nUserStopDelaySec=infinity\n',
    'system.conf.d': '[Manager]\nDefaultTimeoutStopSec=10s\n',
  }
  for (const [folder, text] of Object.entries(settings)) {
    await mkdir(join(root, 'etc/systemd', folder), { recursive: true })
    await writeFile(join(root, 'etc/systemd', folder, 'lab.conf'), text)
  }
}
