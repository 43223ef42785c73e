import { readSpec } from '#core/spec/read-spec.ts'
import { fail } from '#shared/fail.ts'
import { keptFile, type KeptFile } from '#shared/model/kept-file.ts'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { isSeq, parseDocument, Scalar, YAMLSeq } from 'yaml'
import { readProblem } from './logins.ts'
import { SpecError } from './spec-file.ts'

/**
 * Adds a kept file to a description, or replaces its text; comments and the rest stay. The file is replaced whole or not at
 * all, with the rights it had. Throws a SpecError where the result would not hold, and specUnreadable.
 */
export async function keepInSpecFile(file: string, given: KeptFile): Promise<void> {
  const { path, content } = keptFile.parse(given)
  try {
    const document = parseDocument(await readFile(file, 'utf8'))
    const present = document.get('keep')
    const list = isSeq(present) ? present : new YAMLSeq()
    const text = new Scalar(content)
    text.type = Scalar.BLOCK_LITERAL
    const entry = document.createNode({ path, content: text })
    const at = list.items.findIndex((_, index) => list.getIn([index, 'path']) === path)
    if (at < 0) list.add(entry)
    else list.set(at, entry)
    if (list !== present) document.set('keep', list)
    const written = document.toString({ lineWidth: 0 })
    const reading = readSpec(written)
    if (!reading.ok) throw new SpecError(file, reading.problems)
    const { mode } = await stat(file)
    await writeFile(`${file}.new`, written, { mode: mode & 0o777, flag: 'wx' })
    await rename(`${file}.new`, file)
  } catch (error) {
    if (error instanceof SpecError) throw error
    throw fail('specUnreadable', { file, detail: readProblem(error) }, { cause: error })
  }
}
