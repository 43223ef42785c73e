import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { rehearsalEvent } from '../model/rehearsal.ts'
import { procedure } from './procedure.ts'

export const rehearsalsContract = {
  /**
   * Tries the upgrade of a host's system to its next release with the wish that was applied last; downloads packages aside,
   * which the user has agreed to. Changes nothing; leaving the stream ends it and clears away what it downloaded.
   */
  start: procedure.input(z.object({ hostId: z.string() })).output(eventIterator(rehearsalEvent)),
}
