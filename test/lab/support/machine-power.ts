import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ensureImage } from './base-image.ts'
import { bridge, ensureNetwork, labAddress } from './lab-network.ts'
import { mountDisk, rootDirOf } from './machine-disk.ts'
import { machineDir, type MachineRecord, writeRecord } from './machine-record.ts'
import { childrenOf, identify, isAlive, startedWith } from './process-identity.ts'

// systemd-nspawn answers a reboot from inside with 133 when nobody manages it as a unit; then it is started again.
const keepRunning = 'while :; do systemd-nspawn "$@"; [ $? -eq 133 ] || exit 0; done'

/** What a machine's init has in its environment: by this it is found even when its container program is gone. */
function markOf(id: string): string {
  return `MAILWRIGHT_LAB_MACHINE=${machineDir(id)}`
}

/** Kills a machine's init, and with it all that runs on the machine; works while this process exits. */
export function killInit(id: string): void {
  for (const pid of startedWith(markOf(id))) signal(pid, 'SIGKILL')
}

/** Starts a machine in a session of its own; resolves when its process runs, before it answers. */
export async function startMachine(record: MachineRecord): Promise<MachineRecord> {
  if (isAlive(record.runner)) return record
  await ensureNetwork()
  await mountDisk(record.id, await ensureImage(record.release))
  const log = await open(join(machineDir(record.id), 'console.log'), 'a')
  const machine = [
    '-q',
    '-D',
    rootDirOf(record.id),
    '--boot',
    '--register=no',
    '--keep-unit',
    '--resolv-conf=off',
  ]
  // The device on the bridge is named after the machine and may have 15 letters.
  const net = [
    `--network-bridge=${bridge}`,
    `--machine=mwlab${record.octet}`,
    `--setenv=${markOf(record.id)}`,
  ]
  const child = spawn('sh', ['-c', keepRunning, 'lab-machine', ...machine, ...net], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  await once(child, 'spawn')
  child.unref()
  await log.close()
  const next = { ...record, runner: child.pid === undefined ? null : identify(child.pid) }
  await writeRecord(next)
  return next
}

async function endsWithin(record: MachineRecord, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  while (isAlive(record.runner)) {
    if (Date.now() > deadline) return false
    await wait(50)
  }
  return true
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended by itself in the meantime, which is what was wanted.
  }
}

/** Ends a machine's init at once, as pulling the plug does; resolves when it is off. */
export async function pullPlug(record: MachineRecord): Promise<MachineRecord> {
  killInit(record.id)
  if (!(await endsWithin(record, 5_000)) && record.runner) {
    for (const pid of [record.runner.pid, ...childrenOf(record.runner.pid)]) signal(pid, 'SIGKILL')
    await endsWithin(record, 5_000)
  }
  killInit(record.id) // one that was being started meanwhile
  const next = { ...record, runner: null }
  await writeRecord(next)
  return next
}

/** Shuts a machine down in order, as its power button does; pulls the plug after 30 s. */
export async function pressPowerButton(record: MachineRecord): Promise<MachineRecord> {
  if (record.runner && isAlive(record.runner)) {
    for (const container of childrenOf(record.runner.pid)) signal(container, 'SIGTERM')
    await endsWithin(record, 30_000)
  }
  return pullPlug(record)
}

function readsBanner(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: address, port: 22, timeout: 1_000 })
    const answer = (isUp: boolean): void => {
      socket.destroy()
      resolve(isUp)
    }
    socket.on('data', (data) => answer(data.toString('latin1').startsWith('SSH-')))
    socket.on('timeout', () => answer(false))
    socket.on('error', () => answer(false))
    socket.on('close', () => answer(false))
  })
}

/** Resolves when the machine's sshd greets; rejects after `milliseconds` with the end of its console. */
export async function waitForSsh(record: MachineRecord, milliseconds = 60_000): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!(await readsBanner(labAddress(record.octet)))) {
    if (Date.now() > deadline || !isAlive(record.runner)) {
      const log = join(machineDir(record.id), 'console.log')
      throw new Error(`${record.id} does not answer on port 22; its console: ${log}`)
    }
    await wait(100)
  }
}
