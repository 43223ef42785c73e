import { createHash } from 'node:crypto'
import { extract, type Header } from 'tar-stream'
import type { FileFact } from './host-facts.ts'

/** The files of the archive that the fact program ends with; rejects where it is damaged or cut. */
export async function readArchive(archive: Buffer): Promise<Map<string, FileFact>> {
  const files = new Map<string, FileFact>()
  const entries = extract()
  entries.end(archive)
  let isWhole = false
  for await (const entry of entries) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    const fact = fileFact(entry.header, Buffer.concat(chunks))
    if (fact !== null) files.set(entry.header.name.replace(/(.)\/+$/, '$1'), fact)
    isWhole = true
  }
  // An archive ends with two empty blocks; `/` is always in it.
  if (!isWhole || archive.length < 1024 || archive.subarray(-1024).some((byte) => byte !== 0))
    throw new RangeError('archive cut')
  return files
}

function fileFact(header: Header, bytes: Buffer): FileFact | null {
  const type = header.type === 'symlink' ? 'link' : header.type
  if (type !== 'file' && type !== 'directory' && type !== 'link') return null
  const isFile = type === 'file'
  return {
    type,
    mode: (header.mode ?? 0) & 0o7777,
    ...(hasAcl(header) ? { acl: true } : {}),
    owner: header.uname || String(header.uid ?? 0),
    group: header.gname || String(header.gid ?? 0),
    modified: Math.floor((header.mtime?.getTime() ?? 0) / 1000),
    size: isFile ? bytes.length : 0,
    sha256: isFile ? createHash('sha256').update(bytes).digest('hex') : null,
    text: isFile ? textOf(bytes) : null,
    target: type === 'link' ? (header.linkname ?? null) : null,
  }
}

/** GNU tar writes ACLs into extended headers under this name (star(4)). */
function hasAcl({ pax }: Header): boolean {
  return typeof pax === 'object' && pax !== null && 'SCHILY.acl.access' in pax
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Null for what is not text, and for private keys, which no plan needs to see. */
function textOf(bytes: Buffer): string | null {
  if (bytes.includes(0) || /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(bytes.toString('latin1'))) return null
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** Files over the size limit and mail, as find(1) and sha256sum(1) tell them: known, but without text. */
export function readLargeFiles(lines: readonly string[]): Map<string, FileFact> {
  const files = new Map<string, FileFact>()
  for (const line of lines) {
    const match = /^([0-7]+)\t([^\t]*)\t([^\t]*)\t(\d+)[.\d]*\t(\d+)\t([0-9a-f]{64}|-) [ *](\/.*)$/.exec(line)
    if (match === null) continue
    const [, mode = '', owner = '', group = '', modified = '', size = '', sha256 = '', path = ''] = match
    files.set(path, {
      type: 'file',
      mode: Number.parseInt(mode, 8),
      owner,
      group,
      modified: Number(modified),
      size: Number(size),
      sha256: sha256 === '-' ? null : sha256,
      text: null,
      target: null,
    })
  }
  return files
}

/**
 * The same files, in which a link says what the file says that it leads to, with that one's owner and rights; the lines tell
 * link and file, parted by a tab. A link to anything else, and one that is not told, stays without text.
 */
export function throughLinks(
  files: ReadonlyMap<string, FileFact>,
  lines: readonly string[],
): ReadonlyMap<string, FileFact> {
  const whole = new Map(files)
  for (const line of lines) {
    const [path = '', end = ''] = line.split('\t')
    const link = files.get(path)
    const file = files.get(end)
    if (link?.type !== 'link' || file?.type !== 'file') continue
    const { mode, owner, group, text } = file
    whole.set(path, { ...link, mode, owner, group, text })
  }
  return whole
}
