import { message, type Message } from '#shared/message.ts'
import type { RunSummary } from '#shared/model/run.ts'
import { newestStanding } from './named-run.ts'

/** What may be done on a server with these runs, as commands ready to be typed; `host` is what stands behind `--host`. */
export function waysWithRuns(runs: readonly RunSummary[], host: string): readonly Message[] {
  const newest = newestStanding(runs)
  if (newest === undefined) return [message('cli.wayPlan', { spec: 'SPEC', host })]
  const of = { run: newest.id, host }
  if (newest.undoing === true) return [message('cli.wayFinishUndo', of)]
  switch (newest.state) {
    case 'running':
      return [message('cli.runAtWorkNext', of)]
    case 'done':
      return [message('cli.wayDrift', { spec: 'SPEC', host }), message('cli.wayUndoNewest', of)]
    default:
      return [message('cli.wayContinueNewest', of), message('cli.wayUndoNewest', of)]
  }
}
