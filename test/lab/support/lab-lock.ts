import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { locksDir, makeLabPlaces } from './lab-places.ts'

/**
 * Runs `work` while no other process of this machine runs work under the same name. The lock is the
 * kernel's (flock): it goes with this process, so a crash leaves nothing locked.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  makeLabPlaces()
  const holder = spawn('flock', [join(locksDir, name), 'sh', '-c', 'echo locked; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(holder, 'close')
  const [first] = await Promise.race([once(holder.stdout, 'data'), ended.then(() => [null])])
  if (first === null) throw new Error(`the lock ${name} could not be taken`)
  try {
    return await work()
  } finally {
    holder.stdin.end()
    await ended
  }
}
