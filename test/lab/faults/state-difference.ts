// The manager that a login leaves behind is the lab's own doing.
const isOurs = (line: string) => !line.startsWith('running user@')

/** What of a server's state is gone (`-`) and what is new (`+`), at most twenty lines. */
export function difference(before: readonly string[], after: readonly string[]): string[] {
  const was = new Set(before)
  const is = new Set(after)
  return [
    ...before.filter((line) => isOurs(line) && !is.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => isOurs(line) && !was.has(line)).map((line) => `+ ${line}`),
  ].slice(0, 20)
}
