import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureImage } from './base-image.ts'
import { runCommand, type CommandResult } from '#test/support/host-command.ts'
import { labAddress } from './lab-network.ts'
import { identityFile } from './lab-places.ts'
import { fingerprint, mountDisk, personalise, rootDirOf } from './machine-disk.ts'
import { pressPowerButton, pullPlug, startMachine, waitForSsh } from './machine-power.ts'
import { machineDir, type MachineRecord, readRecord, reserveMachine } from './machine-record.ts'
import type { Release } from './releases.ts'
import { destroyMachine, endWithThisProcess, sweepMachines } from './machine-sweep.ts'

/** A server to boot: `name` is its host name (a full domain name is allowed), `packages` are installed by apt. */
export interface ServerWish {
  readonly release: Release
  readonly name: string
  readonly packages?: readonly string[]
  /** Lives on when this process ends, until it is destroyed; its id is then its name. */
  readonly lasting?: boolean
}

/** How a command is run on a lab server: text for its stdin, milliseconds it may take, the account (root unless said). */
export interface RemoteOptions {
  readonly stdin?: string
  readonly timeout?: number
  readonly user?: string
}

/** A booted Debian server of the lab. */
export interface LabServer {
  readonly id: string
  readonly name: string
  readonly release: Release
  readonly address: string
  readonly port: 22
  /** Its file system as seen from this machine. */
  readonly rootDir: string
  /** Its ed25519 host key, as ssh-keygen -l prints it (SHA256:…). */
  readonly hostKeySha256: string
  /** The private key that opens root's account. */
  readonly identityFile: string
  readonly rootPassword: string
  /** Runs a shell command over ssh; resolves whatever its exit code. */
  run(command: string, options?: RemoteOptions): Promise<CommandResult>
  /** Adds an account with a password and the lab's key, in the group sudo if wanted. */
  addUser(name: string, password: string, options?: { sudo?: boolean }): Promise<void>
  /** Installs packages with apt-get, without recommends; rejects with apt's words when it fails. */
  install(packages: readonly string[]): Promise<void>
  /** Shuts down in order. */
  powerOff(): Promise<void>
  /** Starts again after powerOff or kill; resolves when ssh answers. */
  powerOn(): Promise<void>
  /** Pulls the plug. */
  kill(): Promise<void>
  /** Removes the server and everything on it. */
  destroy(): Promise<void>
}

/** The arguments of ssh(1) that reach a machine's account with the lab's key and no other settings of this machine. */
export function sshArguments(record: MachineRecord, user = 'root'): string[] {
  const options = [
    'IdentitiesOnly=yes',
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile=${join(machineDir(record.id), 'known_hosts')}`,
    'LogLevel=ERROR',
    'ConnectTimeout=10',
  ]
  const settings = options.flatMap((option) => ['-o', option])
  return ['-F', '/dev/null', '-i', identityFile, ...settings, `${user}@${labAddress(record.octet)}`]
}

const aptInstall =
  'export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8; xargs apt-get -q -y -o DPkg::Lock::Timeout=120 --no-install-recommends install </dev/stdin'

const addAccount = `set -e
IFS= read -r name; IFS= read -r groups; IFS= read -r login
useradd -m -s /bin/bash -G "$groups" "$name"
printf '%s\\n' "$login" | chpasswd
home=$(getent passwd "$name" | cut -d: -f6)
install -d -m 0700 -o "$name" -g "$name" "$home/.ssh"
install -m 0600 -o "$name" -g "$name" /root/.ssh/authorized_keys "$home/.ssh/authorized_keys"`

function serverOf(first: MachineRecord): LabServer {
  let record = first
  const run = (command: string, options: RemoteOptions = {}): Promise<CommandResult> => {
    const args = ['-o', 'BatchMode=yes', ...sshArguments(record, options.user), '--', command]
    return runCommand('ssh', args, { stdin: options.stdin, timeout: options.timeout })
  }
  const mustSucceed = async (command: string, stdin: string): Promise<void> => {
    const result = await run(command, { stdin })
    if (result.code !== 0)
      throw new Error(`${record.id}: ${(result.stderr || result.stdout).trim().slice(-2000)}`)
  }
  return {
    id: record.id,
    name: record.name,
    release: record.release,
    address: labAddress(record.octet),
    port: 22,
    rootDir: rootDirOf(record.id),
    hostKeySha256: record.hostKeySha256,
    identityFile,
    rootPassword: record.rootPassword,
    run,
    addUser: (name, password, options = {}) =>
      mustSucceed(addAccount, `${name}\n${options.sudo ? 'sudo' : ''}\n${name}:${password}\n`),
    install: (packages) => mustSucceed(aptInstall, packages.join('\n')),
    powerOff: async () => {
      record = await pressPowerButton(record)
    },
    powerOn: async () => {
      record = await startMachine(record)
      await settle(record)
    },
    kill: async () => {
      record = await pullPlug(record)
    },
    destroy: () => destroyMachine(record),
  }
}

/** Waits for ssh and for the end of the boot, so that a test does not race with units that still start. */
async function settle(record: MachineRecord): Promise<void> {
  await waitForSsh(record)
  const args = ['-o', 'BatchMode=yes', ...sshArguments(record), '--', 'systemctl is-system-running --wait']
  const state = await runCommand('ssh', args, { timeout: 60_000 })
  if (state.code === 255) throw new Error(`${record.id} refuses the lab's key: ${state.stderr.trim()}`)
}

/** Boots a fresh server and resolves when it answers; what is missing of image and network is made first. */
export async function bootServer(wish: ServerWish): Promise<LabServer> {
  await sweepMachines()
  const image = await ensureImage(wish.release)
  const lasting = wish.lasting ?? false
  const rootPassword = randomBytes(12).toString('base64url')
  const reserved = await reserveMachine({ name: wish.name, release: wish.release, rootPassword, lasting })
  try {
    await mountDisk(reserved.id, image)
    const hostKey = await personalise(reserved)
    const [type = '', key = ''] = hostKey.split(' ')
    await writeFile(
      join(machineDir(reserved.id), 'known_hosts'),
      `${labAddress(reserved.octet)} ${type} ${key}\n`,
    )
    const started = await startMachine({ ...reserved, hostKeySha256: fingerprint(hostKey) })
    if (!lasting) endWithThisProcess(started)
    await settle(started)
    const server = serverOf(started)
    if (wish.packages && wish.packages.length > 0) await server.install(wish.packages)
    return server
  } catch (error) {
    const left = await readRecord(reserved.id)
    if (left) await destroyMachine(left)
    throw error
  }
}

/** A server that exists already, by its id; null when there is none. */
export async function findServer(id: string): Promise<LabServer | null> {
  const record = await readRecord(id)
  return record ? serverOf(record) : null
}
