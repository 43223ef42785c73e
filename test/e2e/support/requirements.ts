import { findChromium } from './launch.ts'
import { ensureDisplay } from './virtual-display.ts'

// Run by `npm test` before the windows: exits with 1, saying what is missing, where they cannot be opened.
try {
  if (!findChromium()) throw new Error('Chromium is not installed (package chromium)')
  await ensureDisplay()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
