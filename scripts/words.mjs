// What start and test say before anything is installed, so without the program's own catalogs.

const wish = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
const isChinese =
  wish && wish !== 'C' && wish !== 'POSIX' && !wish.startsWith('C.')
    ? /^zh/i.test(wish)
    : /^zh/i.test(Intl.DateTimeFormat().resolvedOptions().locale)

/** Prints one of two sentences, by the language of the person's environment. */
export function say(en, zh) {
  process.stdout.write(`${isChinese ? zh : en}\n`)
}
