import { z } from 'zod'
import { drift } from '../model/drift.ts'
import { planView } from '../model/plan.ts'
import { procedure } from './procedure.ts'

const host = z.object({ hostId: z.string() })

export const driftContract = {
  /** Reads what is not as our runs left it; changes nothing on the server. */
  look: procedure.input(host).output(drift),
  /** The present text of a file becomes part of the wish; refused where it is not the one with this SHA-256 any more. */
  keep: procedure.input(host.extend({ path: z.string(), digest: z.string() })).output(drift),
  /** A kept text is no longer part of the wish: the next plan writes the file anew. */
  release: procedure.input(host.extend({ path: z.string() })).output(z.object({ released: z.boolean() })),
  /** A plan that puts back what is named, by the ids of resources; nothing happens before it is applied. */
  putBack: procedure.input(host.extend({ resources: z.array(z.string()).min(1).max(1000) })).output(planView),
}
