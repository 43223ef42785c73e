import { pack, type Header } from 'tar-stream'

const mark = '0123456789abcdef0123456789abcdef'

/** An answer of the fact program, from the text of its sections and the entries of its archive. */
export async function answer(
  sections: Readonly<Record<string, string>>,
  files: readonly (readonly [Partial<Header> & { name: string }, content?: string | Buffer])[] = [],
): Promise<Buffer> {
  const told = {
    now: '2026-11-22T10:00:00Z 1795341600',
    kernel: 'Linux x86_64',
    os: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian',
    ...sections,
  }
  const text = Object.entries(told).map(([name, body]) => `\n${mark} ${name}\n${body}\n`)
  return Buffer.concat([
    Buffer.from(`facts ${mark}\n${text.join('')}\n${mark} files\n`),
    await archive([[{ name: '/', type: 'directory' }], ...files]),
  ])
}

async function archive(
  files: readonly (readonly [Partial<Header> & { name: string }, content?: string | Buffer])[],
): Promise<Buffer> {
  const packed = pack()
  for (const [header, content] of files) {
    const whole = { mode: 0o644, uname: 'root', gname: 'root', mtime: new Date(1e12), ...header }
    packed.entry(whole, content ?? '')
  }
  packed.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of packed) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
