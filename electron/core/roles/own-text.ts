const sentence = 'Written by Mailwright. Changes by hand are kept where they do not contradict its plan.'

/** The first line of a file that was made by us as a whole, in the comment style of the file. */
export function ownHeader(comment: '#' | '//' | ';'): string {
  return `${comment} ${sentence}\n`
}

/** Whether a file was made by us as a whole, so that what it says was our wish and nobody else's. */
export function isOwnText(text: string | null | undefined): boolean {
  return text?.split('\n', 1)[0]?.endsWith(sentence) ?? false
}
