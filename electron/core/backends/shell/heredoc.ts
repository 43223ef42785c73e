/**
 * A here-document that carries the text byte for byte (POSIX shell §2.7.4): `<<'END'`, the text, the delimiter on a line
 * of its own. The delimiter is one that the text does not hold. A here-document always ends in a line break: text that
 * does not is a bug of the caller, since no configuration file of ours lacks its last one.
 */
export function heredoc(text: string): string {
  if (text.includes('\0')) throw new Error('a here-document cannot carry NUL')
  const body = text === '' || text.endsWith('\n') ? text : `${text}\n`
  let delimiter = 'END'
  for (let n = 1; body.split('\n').includes(delimiter); n += 1) delimiter = `END-${n}`
  return `<<'${delimiter}'\n${body}${delimiter}`
}
