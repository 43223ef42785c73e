import { defineConfig } from 'vitest/config'

const minute = 60_000

// eslint's rule against default exports makes an exception for the files of tools that ask for one.
export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          // Some start hundreds of real shells, which takes its time on a busy machine.
          testTimeout: minute,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'laws',
          include: ['test/laws/**/*.test.{ts,tsx}'],
          testTimeout: minute,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 2 * minute,
          hookTimeout: 2 * minute,
          // A window at a time: two cores do not answer the clicks of several within their time-outs.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          testTimeout: 10 * minute,
          hookTimeout: 10 * minute,
          globalSetup: ['test/lab/support/lab-run.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
