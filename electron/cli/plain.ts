/**
 * Text from files and servers as a terminal may show it: no character of it moves the cursor, changes colours or reorders
 * the line; each such character becomes U+FFFD.
 */
export function plain(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '\ufffd')
}
