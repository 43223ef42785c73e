import type { Message } from '#shared/message.ts'
import type { GroupId } from '#shared/model/plan.ts'

/** A step as the journal announces it. */
export interface ProgramStep {
  readonly id: string
  readonly group: GroupId | null
  readonly title: Message
  /** Share of the whole, roughly in seconds on a small server. */
  readonly weight: number
}
