import { readdirSync, readFileSync } from 'node:fs'

/** A process of this machine, told apart from a later one of the same number by when it started. */
export interface ProcessIdentity {
  readonly pid: number
  readonly started: string
}

/** The fields of /proc/PID/stat from the third on (proc(5)); null when there is no such process. */
function statFields(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** Identifies a running process; null when it does not run (a zombie does not). */
export function identify(pid: number): ProcessIdentity | null {
  const fields = statFields(pid)
  const started = fields?.[19]
  return started && fields[0] !== 'Z' ? { pid, started } : null
}

/** Whether that very process still runs. */
export function isAlive(identity: ProcessIdentity | null): boolean {
  return identity !== null && identify(identity.pid)?.started === identity.started
}

/** The processes whose parent is `pid`. */
export function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  return all.map(Number).filter((candidate) => statFields(candidate)?.[1] === String(pid))
}

/** The processes that were started with exactly this `NAME=value` in their environment. */
export function startedWith(setting: string): number[] {
  const all = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  return all.map(Number).filter((candidate) => {
    try {
      return readFileSync(`/proc/${candidate}/environ`, 'utf8').split('\0').includes(setting)
    } catch {
      return false
    }
  })
}
