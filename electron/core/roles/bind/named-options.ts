import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import type { Platform } from '#core/platform/platform.ts'
import type { CompleteSpec } from '../role.ts'
import { isOwnText, ownHeader } from '../own-text.ts'
import { wishedListening } from './listening.ts'
import { braces, lastNamed, parseNamedConf, valueOf, type NamedStatement } from './named-conf.ts'
import { withEdits, type TextEdit } from './text-edits.ts'
import { matchLists, mayRecurse } from './who-may-ask.ts'

/** The options that shall be, with what of the present ones changes. */
export interface WishedOptions {
  readonly text: string
  readonly warnings: readonly Message[]
  readonly notices: readonly Message[]
}

function forwardersOf(spec: CompleteSpec): readonly string[] {
  return spec.dns.provider === 'bind' ? spec.dns.forwarders : []
}

/** Foreign names are looked up for the server itself and the trusted networks, for nobody else. */
function resolvers(spec: CompleteSpec): string {
  return braces(resolving(spec))
}

function resolving(spec: CompleteSpec): readonly string[] {
  return ['localhost', ...spec.trustedNetworks]
}

/** A whole options file for a fresh server. */
export function freshOptions(spec: CompleteSpec, platform: Platform): string {
  return `${ownHeader('//')}// named.conf(5)
options {
	directory "${platform.bind.cacheDirectory}";

	// Answer for our own zones on every address ...
	listen-on { any; };
	listen-on-v6 { any; };
	allow-query { any; };

	// ... but look up foreign names for this server only: an open resolver is a weapon in the hands of others.
	recursion yes;
	allow-recursion ${resolvers(spec)};
	allow-query-cache ${resolvers(spec)};
	allow-transfer { none; };
	minimal-responses yes;
	version "none";
${forwarding(spec)}};
`
}

function forwarding(spec: CompleteSpec): string {
  const forwarders = forwardersOf(spec)
  if (forwarders.length === 0)
    return '\n	// Foreign names are asked from the root servers, and their signatures checked.\n	dnssec-validation auto;\n'
  return `
	// Foreign names are asked from these servers. Many of them strip signatures, so none are checked here.
	forwarders ${braces(forwarders)};
	dnssec-validation no;
`
}

/**
 * The options file with only that changed which the description needs: forwarders, and recursion where it stood open to
 * everybody. Null where the text cannot be understood. `others` are the statements of all files, for the lists they name.
 */
export function wishedOptions(
  existing: string,
  spec: CompleteSpec,
  others: readonly NamedStatement[] = [],
): WishedOptions | null {
  const statements = parseNamedConf(existing)
  if (statements === null) return null
  const options = lastNamed(statements, 'options')
  if (options === undefined || options.body === null) return null
  const own = isOwnText(existing)
  const edits: TextEdit[] = []
  const everything = [...statements, ...others]
  const warnings: Message[] = own ? [] : closedWarnings(options.body, everything, spec)
  for (const [name, value] of wishedValues(options.body, everything, spec, own)) {
    const present = lastNamed(options.body, name)
    if (present === undefined ? value === null : value !== null && valueOf(present) === value) continue
    edits.push(editOf(existing, options, present, name, value))
    const grows = isList(name) && value?.startsWith(valueOf(present ?? options).slice(0, -1)) === true
    if (present !== undefined && !own && !grows)
      warnings.push(
        value === null
          ? message('roles.parameterRemovedWarning', { name, before: valueOf(present) })
          : message('roles.parameterChangedWarning', { name, before: valueOf(present), after: value }),
      )
  }
  for (const { name, value, present, before } of wishedListening(
    options.body,
    spec.address,
    matchLists(options.body, everything),
  )) {
    edits.push(editOf(existing, options, present, name, value))
    warnings.push(message('roles.parameterChangedWarning', { name, before, after: value }))
  }
  return { text: withEdits(existing, edits), warnings, notices: keptForwarders(options.body, spec, own) }
}

function isList(name: string): boolean {
  return name.startsWith('allow-')
}

function wishedValues(
  body: readonly NamedStatement[],
  everything: readonly NamedStatement[],
  spec: CompleteSpec,
  own: boolean,
): readonly [string, string | null][] {
  const forwarders = forwardersOf(spec)
  const values: [string, string | null][] = []
  if (forwarders.length > 0) values.push(['forwarders', braces(forwarders)], ['dnssec-validation', 'no'])
  else if (own) values.push(['forwarders', null], ['dnssec-validation', 'auto'])
  values.push(...recursion(body, everything, spec, own))
  if (startsToRecurse(body, spec)) values.push(['recursion', 'yes'])
  return values
}

function startsToRecurse(body: readonly NamedStatement[], { dns }: CompleteSpec): boolean {
  return lastNamed(body, 'recursion')?.words[1] === 'no' && dns.provider === 'bind' && dns.useForServer
}

/**
 * Whoever others let ask goes on doing so, but not everybody, and nobody by default alone; the server itself and the trusted
 * networks are added.
 */
function recursion(
  body: readonly NamedStatement[],
  everything: readonly NamedStatement[],
  spec: CompleteSpec,
  own: boolean,
): readonly [string, string][] {
  const names = ['allow-recursion', 'allow-query-cache']
  if (own) return names.map((name) => [name, resolvers(spec)])
  const lists = matchLists(body, everything)
  const present = startsToRecurse(body, spec) ? ['none'] : mayRecurse(lists)
  return names.flatMap((name): [string, string][] => {
    const explicit = lists.listOf(name)
    // Without a list of its own the cache follows allow-recursion.
    if (explicit === null && name === 'allow-query-cache') return []
    const elements = explicit ?? present
    const isForNobody = elements?.every((element) => element === 'none') ?? true
    if (elements === null || isForNobody || lists.isOpen(elements)) return [[name, resolvers(spec)]]
    const missing = resolving(spec).filter((element) => !lists.holds(elements, element))
    return missing.length === 0 ? [] : [[name, braces([...elements, ...missing])]]
  })
}

/** Where others could ask because nothing was said about it; what is changed by name tells so itself. */
function closedWarnings(
  body: readonly NamedStatement[],
  everything: readonly NamedStatement[],
  spec: CompleteSpec,
): Message[] {
  const lists = matchLists(body, everything)
  if (lists.listOf('allow-recursion') !== null || lastNamed(body, 'recursion')?.words[1] === 'no') return []
  const present = mayRecurse(lists)
  const networks = listMessage(resolving(spec))
  if (present === null) return [message('roles.recursionLocalWarning', { networks })]
  return lists.isOpen(present) ? [message('roles.recursionClosedWarning', { networks })] : []
}

function editOf(
  text: string,
  options: NamedStatement,
  present: NamedStatement | undefined,
  name: string,
  value: string | null,
): TextEdit {
  if (present !== undefined) {
    if (value !== null) return { start: present.start, end: present.end, text: `${name} ${value};` }
    const lineEnd = /^[ \t]*\n/.exec(text.slice(present.end))?.[0].length ?? 0
    const indent = /[ \t]*$/.exec(text.slice(0, present.start))?.[0].length ?? 0
    return { start: present.start - indent, end: present.end + lineEnd, text: '' }
  }
  const before = text.slice(0, options.bodyEnd)
  const lineStart = before.lastIndexOf('\n') + 1
  const alone = before.slice(lineStart).trim() === ''
  return alone
    ? { start: lineStart, end: lineStart, text: `\t${name} ${value ?? ''};\n` }
    : { start: options.bodyEnd, end: options.bodyEnd, text: ` ${name} ${value ?? ''}; ` }
}

function keptForwarders(
  body: readonly NamedStatement[],
  spec: CompleteSpec,
  own: boolean,
): readonly Message[] {
  const present = lastNamed(body, 'forwarders')
  return own || present === undefined || forwardersOf(spec).length > 0
    ? []
    : [
        message('roles.noticeForwardersKept', {
          forwarders: listMessage((present.body ?? []).map(({ words }) => words.join(' '))),
        }),
      ]
}
