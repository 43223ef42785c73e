// Without letters and digits that are mistaken for one another when read aloud or typed from paper.
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A password of four groups of five letters and digits, about 116 bits from the system's random source. */
export function generatePassword(): string {
  const letters: string[] = []
  while (letters.length < 20) {
    // Bytes beyond the last whole multiple of the alphabet's length are dropped, so that each letter is as likely.
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (letters.length < 20 && byte < 256 - (256 % alphabet.length))
        letters.push(alphabet.charAt(byte % alphabet.length))
    }
  }
  return [0, 5, 10, 15].map((start) => letters.slice(start, start + 5).join('')).join('-')
}
