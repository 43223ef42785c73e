import { fail } from '#shared/fail.ts'
import { Secret } from '#shared/secret.ts'

/** Secrets that may be given on standard input, in the order of their lines. */
export const stdinSecretNames = ['password', 'sudoPassword', 'passphrase'] as const
export type StdinSecretName = (typeof stdinSecretNames)[number]
export type StdinSecrets = Partial<Record<StdinSecretName, Secret>>

const longest = 64 * 1024

/**
 * Reads one line for each wanted secret, in the order password, sudo password, passphrase. The line end is not part of a
 * secret; the last line may lack it. Fails with stdinTooShort where lines are missing.
 */
export async function readStdinSecrets(
  stdin: AsyncIterable<Buffer | string>,
  wanted: ReadonlySet<StdinSecretName>,
): Promise<StdinSecrets> {
  const names = stdinSecretNames.filter((name) => wanted.has(name))
  if (names.length === 0) return {}
  const lines = await readLines(stdin, names.length)
  if (lines.length < names.length) throw fail('stdinTooShort', { wanted: names.length, got: lines.length })
  return Object.fromEntries(names.map((name, index) => [name, new Secret(lines[index] ?? '')]))
}

async function readLines(stdin: AsyncIterable<Buffer | string>, count: number): Promise<string[]> {
  const chunks: Buffer[] = []
  let size = 0
  let ends = 0
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    size += bytes.length
    ends += bytes.filter((byte) => byte === 0x0a).length
    if (ends >= count || size > longest) break
  }
  const lines = Buffer.concat(chunks).toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.slice(0, count).map((line) => line.replace(/\r$/, ''))
}
