import { removeNetwork } from './lab-network.ts'
import { unmountDisk } from './machine-disk.ts'
import { killInit, pullPlug } from './machine-power.ts'
import { type MachineRecord, readRecord, readRecords, removeRecord } from './machine-record.ts'
import { isAlive } from './process-identity.ts'
import { withLock } from './lab-lock.ts'

/** Switches a machine off and removes all of it. */
export async function destroyMachine(known: MachineRecord): Promise<void> {
  const record = await readRecord(known.id)
  if (!record) return
  await pullPlug(record)
  await unmountDisk(record.id)
  await removeRecord(record.id)
}

/** Removes the machines whose process is gone; resolves with their ids. */
export async function sweepMachines(): Promise<string[]> {
  return withLock('sweep', async () => {
    const stale = (await readRecords()).filter((record) => record.owner && !isAlive(record.owner))
    for (const record of stale) await destroyMachine(record)
    return stale.map((record) => record.id)
  })
}

/** Removes every machine, those of other processes too, and then the network. */
export async function removeLab(): Promise<void> {
  for (const record of await readRecords()) await destroyMachine(record)
  await removeNetwork()
}

/** Switches a machine off when this process exits; its disk is removed by the next sweep. */
export function endWithThisProcess(record: MachineRecord): void {
  process.once('exit', () => {
    killInit(record.id)
  })
}
