import { implement } from '@orpc/server'
import { runsContract } from '#shared/contract/runs.ts'
import { type FailureDoor, inWords } from './failures.ts'
import type { RunDesk } from './run-desk.ts'

/** Runs as streams of events: apply, resume and undo begin one, follow joins it. */
export function runsHandlers({ desk, door }: { desk: RunDesk; door: FailureDoor }) {
  const on = implement(runsContract)
  return {
    list: on.list.handler(async ({ input }) => {
      const { runs, unasked } = await desk.list(input.hostId)
      return { runs, unasked: unasked === null ? null : door.toData('runs.list', unasked) }
    }),
    apply: on.apply.handler(({ input, signal }) =>
      inWords(door, 'runs.apply', desk.apply(input.planId).read(0, signal)),
    ),
    follow: on.follow.handler(({ input: { hostId, runId, after }, signal }) =>
      inWords(door, 'runs.follow', desk.join(hostId, runId, after, signal)),
    ),
    resume: on.resume.handler(({ input: { hostId, runId }, signal }) =>
      inWords(door, 'runs.resume', desk.resume(hostId, runId).read(0, signal)),
    ),
    cancel: on.cancel.handler(async ({ input: { hostId, runId } }) => ({
      asked: await desk.cancel(hostId, runId),
    })),
    undo: on.undo.handler(({ input: { hostId, runId }, signal }) =>
      inWords(door, 'runs.undo', desk.undo(hostId, runId).read(0, signal)),
    ),
  }
}
