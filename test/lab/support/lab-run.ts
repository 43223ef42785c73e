import { sweepMachines } from './machine-sweep.ts'
import { requireLab } from './requirements.ts'

/** Vitest calls this before the lab's tests: it refuses, in words, where real servers cannot be booted. */
export async function setup(): Promise<void> {
  const lab = await requireLab()
  if (!lab.ok) throw new Error(`the lab cannot run here, missing: ${lab.missing.join(', ')}`)
}

/** Vitest calls this after the lab's tests: it removes the disks of machines whose test process is gone. */
export async function teardown(): Promise<void> {
  await sweepMachines()
}
