import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LabServer } from '../support/lab-server.ts'
import { machineDir, readRecord } from '../support/machine-record.ts'
import { startedWith } from '../support/process-identity.ts'

/** Where Linux limits the memory of a group of processes (cgroup v1); a machine that has only v2 cannot run these faults. */
const hierarchy = '/sys/fs/cgroup/memory'

/**
 * Boots a server anew with no more than `limit` MB of memory, and no swap: all that its processes hold, its temporary files and
 * what it reads from disk count. The kernel kills what asks for more.
 */
export async function bootWithin(server: LabServer, limit: number): Promise<LabServer> {
  const group = join(hierarchy, `mailwright-${server.id}`)
  mkdirSync(group, { recursive: true })
  // The second counts swap too, and may not be lower than the first.
  for (const name of ['memory.limit_in_bytes', 'memory.memsw.limit_in_bytes'])
    writeFileSync(join(group, name), `${limit}M`)
  const record = await readRecord(server.id)
  if (!record?.runner) throw new Error(`${server.id} does not run`)
  // What starts the machine again when it reboots; all that it starts is in its group.
  writeFileSync(join(group, 'cgroup.procs'), String(record.runner.pid))
  const [before] = initOf(server)
  // Without waiting for the session that asks for it, whose own manager may take a minute and a half to stop.
  await server.run('systemctl reboot --force')
  for (let init = before; init === undefined || init === before; [init] = initOf(server)) await sleep(100)
  await server.powerOn()
  return {
    ...server,
    destroy: async () => {
      await server.destroy()
      rmdirSync(group)
    },
  }
}

function initOf(server: LabServer): number[] {
  return startedWith(`MAILWRIGHT_LAB_MACHINE=${machineDir(server.id)}`)
}
