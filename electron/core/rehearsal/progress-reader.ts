import { rehearsalStepId, type RehearsalEvent } from '#shared/model/rehearsal.ts'

/** Makes a reader of a program's lines, which gives an event for each step and for each package that was downloaded. */
export function progressReader(): (line: string) => RehearsalEvent | null {
  let done = 0
  let total = 0
  let bytes = 0
  const downloading = (): RehearsalEvent => ({ event: 'step', step: 'download', done, total, bytes })
  return (line) => {
    const [word, first = '', second = ''] = line.split('\t')
    switch (word) {
      case 'step': {
        const step = rehearsalStepId.safeParse(first)
        return step.success ? { event: 'step', step: step.data, done: null, total: null, bytes: null } : null
      }
      case 'download':
        total = Number(first)
        bytes = Number(second)
        return downloading()
      case 'got':
        done = Math.min(done + 1, total)
        return downloading()
      default:
        return null
    }
  }
}
