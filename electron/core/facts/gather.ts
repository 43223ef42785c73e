import { randomBytes } from 'node:crypto'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { quote, quoteWords } from '#core/ssh/quote.ts'
import { runAsRoot } from '#core/ssh/root.ts'
import type { SshSession } from '#core/ssh/session.ts'
import gatherAsked from './gather-asked.sh?raw'
import gatherGeneral from './gather-general.sh?raw'
import { globShape } from './glob.ts'
import type { FactsRequest, HostFacts } from './host-facts.ts'
import type { AskedFacts } from './parse.ts'

/** Asked for whatever the request: who keeps the firewall and the resolver, and the runs that the server remembers. */
const alwaysUnits = [
  'firewalld.service',
  'nftables.service',
  'NetworkManager.service',
  'systemd-resolved.service',
]
/** Where each run keeps its `meta`. */
const runMetaPaths = '/var/lib/mailwright/runs/*/meta'

const packageName = /^[A-Za-z0-9][A-Za-z0-9+.*?_-]*$/

const maxFacts = 64 * 1024 * 1024

/**
 * The read-only sh program that tells what is told of every server, and then what the program on its standard input tells: run
 * as root with a `requestProgram` there, it prints what `parseFacts` reads.
 */
export function factsProgram(): string {
  return `mark=${randomBytes(16).toString('hex')}\n${gatherGeneral}`
}

/** The half that tells what a request asks for. */
export function requestProgram(request: FactsRequest): string {
  // The root is always there: an archive without it was cut.
  const paths = [...new Set(['/', ...request.paths.flatMap(withParents), runMetaPaths])]
  const lists = [
    asker('packages', checked([...request.packages, ...(request.rivals ?? [])], packageName)),
    asker('wanted', checked(request.packages, packageName)),
    asker('units', unitsOf(request)),
    asker('users', checked(request.users, /^[^-][^\s:]*$/)),
    asker('groups', checked(request.groups, /^[^-][^\s:]*$/)),
    asker('certificates', checked(request.certificates, /^\//)),
    asker('zones', checked(request.zones ?? [], /^[^-"\s][^"\s]*$/)),
    `ask_paths() { "$@" ${checked(paths, /^\//).map(quoteGlob).join(' ')}; }`,
  ]
  return [...lists, gatherAsked].join('\n')
}

/**
 * Reads the facts in one command as root; rejects with factsUnreadable, or as `runAsRoot` and the request do. A request that
 * is still to come is awaited while the server tells what nobody has to ask for.
 */
export async function readFacts(
  session: SshSession,
  request: FactsRequest | Promise<FactsRequest>,
  signal?: AbortSignal,
): Promise<HostFacts> {
  const host = session.address
  const asked = Promise.resolve(request).then(requestProgram)
  // Where no session can be had, nobody asks for it.
  asked.catch(() => undefined)
  const told = await runAsRoot(session, factsProgram(), { stdin: asked, signal, maxOutput: maxFacts })
  if (told.code !== 0)
    throw fail(
      'factsUnreadable',
      { host, detail: message('facts.programFailed', { code: told.code }) },
      { evidence: told.errors },
    )
  const { parseFacts } = await import('./parse.ts')
  return parseFacts(told.output, askedFacts(await request), host)
}

/** What has to be known of a request to read its answer. */
export function askedFacts(request: FactsRequest): AskedFacts {
  const shapes = request.paths.filter((path) => /[*?]/.test(path)).map(globShape)
  const paths = new Set(request.paths.flatMap(withParents))
  return {
    units: unitsOf(request),
    wantsFile: (path) => paths.has(path) || shapes.some((shape) => shape.test(path)),
  }
}

function unitsOf(request: FactsRequest): string[] {
  return checked([...request.units, ...alwaysUnits], /^[A-Za-z0-9@_.:\\-]+$/)
}

function asker(name: string, words: readonly string[]): string {
  // A function needs a body, and many commands list everything when they are given no name.
  return words.length === 0 ? `ask_${name}() { :; }` : `ask_${name}() { "$@" ${quoteWords(words)}; }`
}

function checked(words: readonly string[], shape: RegExp): string[] {
  const odd = words.find((word) => !shape.test(word) || word.includes('\0') || word.includes('\n'))
  if (odd !== undefined) throw new RangeError(`cannot be asked for: ${JSON.stringify(odd)}`)
  return [...new Set(words)]
}

/** Each directory above tells whether the path could be made, and with whose rights. */
function withParents(path: string): string[] {
  const parts = path.split('/').slice(1, -1)
  const fixed = parts.slice(0, Math.max(0, firstGlob(parts)))
  return [...fixed.map((_, index) => `/${fixed.slice(0, index + 1).join('/')}`), path]
}

function firstGlob(parts: readonly string[]): number {
  const at = parts.findIndex((part) => /[*?]/.test(part))
  return at < 0 ? parts.length : at
}

/** Leaves `*` and `?` to the server's shell and quotes all the rest. */
function quoteGlob(path: string): string {
  return path
    .split(/([*?])/)
    .map((part) => (part === '*' || part === '?' || part === '' ? part : quote(part)))
    .join('')
}
