import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** A file of the built page. */
export interface PageFile {
  readonly body: Buffer
  readonly type: string
}

/** The file of the page that a URL's path names, `/` being the page itself; null for whatever is not there or not below it. */
export async function readPageFile(directory: string, urlPath: string): Promise<PageFile | null> {
  const name = decoded(urlPath)
  if (name === null) return null
  const path = join(directory, name === '/' ? 'index.html' : name)
  const type = types[extname(path)]
  if (type === undefined || !path.startsWith(directory + sep)) return null
  try {
    return { body: await readFile(path), type }
  } catch {
    return null
  }
}

function decoded(urlPath: string): string | null {
  try {
    const name = decodeURIComponent(urlPath)
    return name.includes('\0') || name.includes('\\') ? null : name
  } catch {
    return null
  }
}
