import { availableParallelism, totalmem } from 'node:os'

/** What was measured, both sides in turn; `theirs` is empty where there is nobody to compare with. */
export interface Row {
  readonly name: string
  /** Seconds. */
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
  /** The greatest ratio, or the most seconds where nobody is compared with. */
  readonly aim: number | null
}

/** Seconds that something takes that has to end with a given exit code. */
export async function timed(
  work: () => Promise<{ code: number; stdout: string; stderr: string }>,
  expected: number,
): Promise<number> {
  const start = performance.now()
  const result = await work()
  const seconds = (performance.now() - start) / 1000
  if (result.code !== expected)
    throw new Error(`ended with ${result.code}: ${result.stderr || result.stdout.slice(-2000)}`)
  return seconds
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}

/** The rows as Markdown. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ name, ours, theirs, aim }) => {
    const mine = median(ours)
    const compared = theirs.length > 0
    // Of each pair, so that a slow minute of the machine weighs on both sides.
    const ratio = compared ? median(ours.map((time, index) => time / (theirs[index] ?? time))) : null
    const wished = aim === null ? '' : `≤ ${aim}${compared ? '' : ' s'}`
    const cells = [
      name,
      `${mine.toFixed(2)} s`,
      compared ? `${median(theirs).toFixed(2)} s` : '',
      ratio === null ? '' : `**${ratio.toFixed(2)}**`,
      wished,
      `${ours.length}`,
    ]
    return `| ${cells.join(' | ')} |`
  })
  const head = '| what | Mailwright | the other | ratio | aim | times |\n|---|---|---|---|---|---|'
  return [head, ...lines].join('\n')
}

/** The machine, in a few words. */
export function machine(): string {
  return `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB`
}
