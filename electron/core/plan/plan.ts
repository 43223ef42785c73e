import type { PlanView } from '#shared/model/plan.ts'

/** A plan as it is stored and applied. Plain data, fit for JSON. */
export interface Plan {
  /** What people see; no secrets. */
  readonly view: PlanView
  /** The shell program; it holds password hashes and is sealed where it is stored. */
  readonly program: string
}
