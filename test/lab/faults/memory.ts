import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { LabServer } from '../support/lab-server.ts'
import { machineDir } from '../support/machine-record.ts'
import { startedWith } from '../support/process-identity.ts'

/**
 * Watches what all processes of a server hold at once; the returned function rejects where that was ever more than `limit` MB.
 * Where it was not, a server of that size would have done: memory itself cannot be taken away from a container everywhere.
 */
export function watchMemory(server: LabServer, limit: number): Promise<() => Promise<void>> {
  const [init = 0] = startedWith(`MAILWRIGHT_LAB_MACHINE=${machineDir(server.id)}`)
  const namespace = namespaceOf(init)
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, heldMegabytes(namespace))), 300)
  return Promise.resolve(() => {
    clearInterval(timer)
    if (most > 0 && most <= limit) return Promise.resolve()
    return Promise.reject(new Error(`${most.toFixed(0)} MB of memory were held, more than ${limit}`))
  })
}

/** What all processes of a PID namespace hold, shared pages counted once (proc(5), smaps_rollup). */
function heldMegabytes(namespace: string | null): number {
  const all = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  const sizes = all.filter((pid) => namespaceOf(Number(pid)) === namespace).map(proportionalSize)
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

function namespaceOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`)
  } catch {
    return null
  }
}

function proportionalSize(pid: string): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0 // it ended meanwhile
  }
}
