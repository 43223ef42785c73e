// What the scripts say before anything is installed, so without the program's own catalogs.

const wish = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
const isNamed = wish !== '' && !/^(C|POSIX)(\.|$)/.test(wish)
let isChinese = /^zh/i.test(isNamed ? wish : Intl.DateTimeFormat().resolvedOptions().locale)

/** Chooses the language, `zh` or `en`, instead of that of the person's environment. */
export function speak(language) {
  isChinese = language === 'zh'
}

/** One of two sentences, by the language chosen or that of the person's environment. */
export function pick(en, zh) {
  return isChinese ? zh : en
}

/** Prints one of two sentences, chosen as `pick` does. */
export function say(en, zh) {
  process.stdout.write(`${pick(en, zh)}\n`)
}

/** The language that is spoken, `zh` or `en`. */
export function spoken() {
  return isChinese ? 'zh' : 'en'
}
