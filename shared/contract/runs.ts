import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { failureData } from '../model/failure-data.ts'
import { followEvent, runSummary } from '../model/run.ts'
import { procedure } from './procedure.ts'

const run = z.object({ hostId: z.string(), runId: z.string() })

export const runsContract = {
  /**
   * Runs of a host as its server and this computer remember them, newest first. `unasked` says why the server could not be
   * asked: then they are those that this computer remembers. The call fails where it remembers none.
   */
  list: procedure
    .input(z.object({ hostId: z.string() }))
    .output(z.object({ runs: z.array(runSummary), unasked: failureData.nullable() })),
  /** Sends the plan's program and follows it; leaving the stream stops nothing. */
  apply: procedure.input(z.object({ planId: z.string() })).output(eventIterator(followEvent)),
  /** Joins a run again, after event number `after` (0: from its beginning). */
  follow: procedure.input(run.extend({ after: z.int() })).output(eventIterator(followEvent)),
  /** Goes on with an interrupted run where it was. */
  resume: procedure.input(run).output(eventIterator(followEvent)),
  /** Asks the program to stop before its next step. */
  cancel: procedure.input(run).output(z.object({ asked: z.boolean() })),
  undo: procedure.input(run).output(eventIterator(followEvent)),
}
