/*
 * A thread that hashes passwords for `prepareHashes`, with a file of its own in what is built.
 */
import { parentPort } from 'node:worker_threads'
import { freshAnswer } from '#core/roles/password-hash.ts'
import type { HashQuestion } from './prepare-hashes.ts'

parentPort?.on('message', (questions: readonly HashQuestion[]) => {
  parentPort?.postMessage(questions.map(freshAnswer))
})
