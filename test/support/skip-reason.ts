import 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test with a condition is skipped where it is; `npm test` tells it. */
    skipReason?: string
  }
}
