import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '#test/support/host-command.ts'
import type { Release } from './releases.ts'

/** Where this machine's own apt takes Debian from: addresses of the archive and, where named, of its security archive. */
export interface AptMirrors {
  readonly main: string
  readonly security: string | null
}

interface SourceEntry {
  readonly uri: string
  readonly suites: readonly string[]
}

async function readIfThere(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

function oneLineEntries(text: string): SourceEntry[] {
  const entries: SourceEntry[] = []
  for (const line of text.split('\n')) {
    const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line.trim())
    if (match?.[1] && match[2]) entries.push({ uri: match[1], suites: [match[2]] })
  }
  return entries
}

/** Reads the deb822 form of sources.list(5). */
function stanzaEntries(text: string): SourceEntry[] {
  const entries: SourceEntry[] = []
  for (const stanza of text.split(/\n\s*\n/)) {
    const words = (field: string): string[] =>
      new RegExp(`^${field}:\\s*(.*)$`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? []
    if (!words('Types').includes('deb') || words('Enabled')[0] === 'no') continue
    for (const uri of words('URIs')) entries.push({ uri, suites: words('Suites') })
  }
  return entries
}

/** Reads the mirrors out of /etc/apt; rejects where this machine's apt knows no Debian archive. */
export async function readAptMirrors(etcApt = '/etc/apt'): Promise<AptMirrors> {
  const parts = await readdir(join(etcApt, 'sources.list.d')).catch(() => [])
  const entries = oneLineEntries(await readIfThere(join(etcApt, 'sources.list')))
  for (const part of parts.sort()) {
    const text = await readIfThere(join(etcApt, 'sources.list.d', part))
    if (part.endsWith('.list')) entries.push(...oneLineEntries(text))
    if (part.endsWith('.sources')) entries.push(...stanzaEntries(text))
  }
  const code = /^VERSION_CODENAME=(.*)$/m.exec(await readIfThere('/etc/os-release'))?.[1] ?? ''
  const main = entries.find((entry) => entry.suites.includes(code) || entry.suites.includes('stable'))
  if (!main) throw new Error('no Debian archive in /etc/apt/sources.list or /etc/apt/sources.list.d')
  const security = entries.find((entry) => entry.suites.some((suite) => suite.endsWith('-security')))
  return { main: main.uri, security: security?.uri ?? null }
}

/** The sources.list of a lab server: main, updates and security, as a provider's image has them. */
export function renderSourcesList(release: Release, mirrors: AptMirrors): string {
  const lines = [`deb ${mirrors.main} ${release} main`, `deb ${mirrors.main} ${release}-updates main`]
  if (mirrors.security) lines.push(`deb ${mirrors.security} ${release}-security main`)
  return `${lines.join('\n')}\n`
}

/** This machine's apt proxy settings as an apt.conf text, empty where there are none. */
export async function readAptProxy(): Promise<string> {
  const dump = await runCommand('apt-config', ['dump'])
  const lines = dump.stdout.split('\n').filter((line) => /^Acquire::https?::Proxy "/i.test(line))
  return lines.map((line) => `${line}\n`).join('')
}
