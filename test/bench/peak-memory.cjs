// Preloaded by the bench: writes the most memory that a program held until it gave way to another, in kilobytes, to the file
// that BENCH_MEMORY names.
const { writeFileSync } = require('node:fs')
const giveWay = process.execve
process.execve = (...program) => {
  writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS))
  giveWay(...program)
}
