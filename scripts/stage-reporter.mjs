import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { root } from './node-24.mjs'

/** The reasons of skipped tests: the note of `context.skip`, else what the test's options say: `{ meta: { skipReason } }`. */
function reasonOf(test) {
  return test.result().note ?? test.meta().skipReason ?? null
}

const fileOf = (module) => relative(root, module.moduleId)

/**
 * A reporter of Vitest that keeps the file named by MAILWRIGHT_STAGE true at every moment, so that a run that was killed can be
 * told too: `{ passed, failed, skipped: [{ file, name, reason }], atWork: [{ file, name, since }] }`. A reason is null where nobody
 * gave one; `name` of what is at work is null between two tests, as in a hook; `since` is in milliseconds.
 */
export default class StageReporter {
  #passed = 0
  #failed = 0
  #skipped = []
  #atWork = new Map()

  onTestModuleStart(module) {
    this.#begin(module, null)
  }

  onTestCaseReady(test) {
    this.#begin(test.module, test.fullName)
  }

  onTestCaseResult(test) {
    const { state } = test.result()
    if (state === 'passed') this.#passed += 1
    if (state === 'failed') this.#failed += 1
    if (state === 'skipped')
      this.#skipped.push({ file: fileOf(test.module), name: test.fullName, reason: reasonOf(test) })
    this.#begin(test.module, null)
  }

  onTestModuleEnd(module) {
    this.#atWork.delete(module.moduleId)
    this.#write()
  }

  #begin(module, name) {
    this.#atWork.set(module.moduleId, { file: fileOf(module), name, since: Date.now() })
    this.#write()
  }

  #write() {
    if (!process.env.MAILWRIGHT_STAGE) return
    const counts = { passed: this.#passed, failed: this.#failed }
    const state = { ...counts, skipped: this.#skipped, atWork: [...this.#atWork.values()] }
    writeFileSync(process.env.MAILWRIGHT_STAGE, JSON.stringify(state))
  }
}
