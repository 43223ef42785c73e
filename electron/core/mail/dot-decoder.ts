const dot = 0x2e
const carriageReturn = 0x0d

/**
 * Takes the dots off a multi-line response (RFC 1939 §3), line by line, every other byte untouched. Only a line that
 * follows CRLF can be the end or carry a stuffed dot: a bare line feed inside a message is part of it.
 */
export class DotDecoder {
  #afterCrlf = true

  /** The bytes of the message in a line as it was received, or null for the line that ends the response. */
  decode(line: Buffer): Buffer | null {
    const atStart = this.#afterCrlf
    this.#afterCrlf = line.length >= 2 && line[line.length - 2] === carriageReturn
    if (!atStart || line[0] !== dot) return line
    if (line.length === 3 && this.#afterCrlf) return null
    return line.subarray(1)
  }
}
