import { z } from 'zod'
import { planView } from '../model/plan.ts'
import { serverSpec } from '../model/server-spec.ts'
import { procedure } from './procedure.ts'

export const plansContract = {
  /** Reads the facts in one round trip and compares them with the wish; changes nothing on the server. */
  create: procedure
    .input(
      z.discriminatedUnion('from', [
        z.object({ from: z.literal('draft'), draftId: z.string() }),
        z.object({ from: z.literal('spec'), hostId: z.string(), spec: serverSpec }),
      ]),
    )
    .output(planView),
  get: procedure.input(z.object({ id: z.string() })).output(planView),
  /** The same plan as shell program, for reading or by hand. */
  program: procedure.input(z.object({ id: z.string() })).output(z.object({ text: z.string() })),
  /** The wish as YAML for the terminal, without passwords. */
  spec: procedure.input(z.object({ id: z.string() })).output(z.object({ yaml: z.string() })),
}
