/**
 * Text of the other side made fit to be shown: escape sequences and control characters removed, blanks at the ends cut, no
 * more than `limit` characters.
 */
export function printable(text: string, limit = 2000): string {
  const plain = text
    // ECMA-48 §5.4 control sequences and OSC strings, as terminals obey them.
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t]/gu, '')
    .trim()
  return plain.length > limit ? `${plain.slice(0, limit)}…` : plain
}
