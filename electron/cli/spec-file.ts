import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import { readSpecBytes, specSizeLimit, type SpecProblem } from '#core/spec/read-spec.ts'
import { open } from 'node:fs/promises'
import { readProblem } from './logins.ts'

/** A description that does not hold, with all its problems. */
export class SpecError extends FailureError {
  readonly file: string
  readonly problems: readonly SpecProblem[]

  constructor(file: string, problems: readonly SpecProblem[]) {
    super(fail('specFileInvalid', { file, n: problems.length }).failure)
    this.file = file
    this.problems = problems
  }
}

/** Reads the description in a file; throws specUnreadable, or a SpecError that tells every problem. */
export async function readSpecFile(file: string): Promise<ServerSpec> {
  const reading = readSpecBytes(await readBytes(file))
  if (!reading.ok) throw new SpecError(file, reading.problems)
  return reading.spec
}

/** No more is read than is needed to see that a file is too large, so that /dev/zero ends too. */
async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file)
    try {
      const buffer = Buffer.alloc(specSizeLimit + 1)
      let length = 0
      while (length < buffer.length) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null)
        if (bytesRead === 0) break
        length += bytesRead
      }
      return buffer.subarray(0, length)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw fail('specUnreadable', { file, detail: readProblem(error) }, { cause: error })
  }
}
