import type { Resource } from './resource.ts'

/** What a service must do: be started, or take up changed files. */
export type UnitAction = 'start' | 'reload' | 'restart'

/** A resource that is not yet as wished, with what stands there now. */
export interface Difference<R extends Resource = Resource> {
  readonly resource: R
  readonly action: 'create' | 'update' | 'remove' | 'run'
  /** The present state in words or, for a file, its text; null where there is none or it is unknown. */
  readonly before: string | null
  readonly after: string | null
  /** For files only: the text is as wished, and mode or owner are not. */
  readonly rightsOnly?: boolean
  /** For units only. */
  readonly unitAction?: UnitAction
  /** For units only: units of an earlier release of the system that still run and are stopped first. */
  readonly retires?: readonly string[]
}
