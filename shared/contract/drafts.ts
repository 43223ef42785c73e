import { z } from 'zod'
import { draft, draftProgress } from '../model/draft.ts'
import { procedure } from './procedure.ts'

const id = z.object({ id: z.string() })

export const draftsContract = {
  list: procedure.output(z.array(draft)),
  get: procedure.input(id).output(draft),
  create: procedure.input(z.object({ hostId: z.string().nullable() })).output(draft),
  /** Stores the fields as typed; passwords are sealed and come back as `hasPassword`. */
  save: procedure.input(draft.omit({ updatedAt: true })).output(draft),
  progress: procedure.input(id).output(draftProgress),
  remove: procedure.input(id).output(z.object({ removed: z.boolean() })),
}
