import type { FileFact, RunFact } from './host-facts.ts'

const states = ['running', 'interrupted', 'done', 'failed', 'cancelled', 'undone'] as const

/** Whether a path is the `meta` file of a run. */
export function isRunMeta(path: string): boolean {
  return /^\/var\/lib\/mailwright\/runs\/[^/]+\/meta$/.test(path)
}

/**
 * The runs whose `meta` files (lines `key=value`) were read, oldest first. One that calls itself running is so only while
 * the lock is held, and only the one that the lock names where it names any.
 */
export function readRuns(files: ReadonlyMap<string, FileFact>, lock: string | null): RunFact[] {
  const runs: RunFact[] = []
  for (const { text } of files.values()) {
    if (text === null) continue
    const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? ''
    const id = value('id')
    const told = states.find((state) => state === value('state'))
    if (id === '' || told === undefined) continue
    const isRunning = lock !== null && (lock.includes(id) || !/\w/.test(lock))
    runs.push({
      id,
      domain: value('domain'),
      state: told === 'running' && !isRunning ? 'interrupted' : told,
      startedAt: value('startedAt'),
      operator: value('operator'),
    })
  }
  return runs.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
}
