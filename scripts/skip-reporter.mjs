import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { root } from './node-24.mjs'

/** The reasons of skipped tests: the note of `context.skip`, else what the test's options say: `{ meta: { skipReason } }`. */
function reasonOf(test) {
  return test.result().note ?? test.meta().skipReason ?? null
}

/**
 * A reporter of Vitest that writes every skipped test to the file named by MAILWRIGHT_SKIPPED, as a JSON list of
 * `{ file, name, reason }`; the reason is null where nobody gave one.
 */
export default class SkipReporter {
  #skipped = []

  onTestCaseResult(test) {
    if (test.result().state !== 'skipped') return
    const file = relative(root, test.module.moduleId)
    this.#skipped.push({ file, name: test.fullName, reason: reasonOf(test) })
  }

  onTestRunEnd() {
    if (process.env.MAILWRIGHT_SKIPPED)
      writeFileSync(process.env.MAILWRIGHT_SKIPPED, JSON.stringify(this.#skipped))
  }
}
