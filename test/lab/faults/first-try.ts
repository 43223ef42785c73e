/** The disturbed apply: whether it came to its moment, its exit code, and what it should have said and did not. */
export interface FirstTry {
  readonly reached: boolean
  readonly code: number
  readonly problems: string[]
}

/** The code of the failure that ended an apply with `--json`; null where it ended well. */
export function toldFailure(output: string): string | null {
  return /"failure":\{"code":"(\w+)"/.exec(output)?.[1] ?? null
}
