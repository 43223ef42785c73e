import type { HostFacts } from '#core/facts/host-facts.ts'
import { message, type Message } from '#shared/message.ts'
import { linesOf } from '../fact-text.ts'
import { isOwnText, ownHeader } from '../own-text.ts'
import type { DialectName } from './dialects.ts'
import type { DovecotSettings } from './dovecot-settings.ts'
import { bareLine, existingLines, existingSettings } from './existing-config.ts'
import { modernText } from './former-words.ts'
import { missingListeners } from './listeners.ts'
import { folderBlocks, socketBlocks } from './shared-blocks.ts'

/** The files with which a configuration of somebody else's serves our mailboxes too. */
export interface AdoptedConfig {
  /** dovecot.conf as it was, with two lines that include the others. */
  readonly main: string
  /** Read first, so that our mailboxes are found before others are asked; null where it has nothing to say. */
  readonly first: string | null
  /** Read last, so that what it sets counts. */
  readonly last: string
  /** Lines of dovecot.conf that the daemon does not start with, and that are reworded. */
  readonly refused: readonly string[]
  readonly warnings: readonly Message[]
}

export const adoptedFiles = { first: 'mailwright-first.conf', last: 'mailwright-last.conf' } as const

const marks = {
  first: ['# Mailwright: the logins of its mailboxes, before all others.', `!include ${adoptedFiles.first}`],
  last: ['# Mailwright: at the end, so that it counts.', `!include ${adoptedFiles.last}`],
} as const

/** Whether the configuration is somebody else's and of the dialect that the daemon speaks, so that it can be kept. */
export function isAdoptable(facts: HostFacts, directory: string, dialect: DialectName): boolean {
  const main = facts.files.get(`${directory}/dovecot.conf`)?.text ?? null
  if (main === null || isOwnText(main) || dialect === '2.2') return false
  return existingSettings(facts, directory).has('dovecot_config_version') === (dialect === '2.4')
}

/** The configuration of others with ours laid around it. */
export function adoptedConfig(
  facts: HostFacts,
  directory: string,
  dialect: DialectName,
  settings: DovecotSettings,
): AdoptedConfig {
  const modern = dialect === '2.4'
  const before = facts.files.get(`${directory}/dovecot.conf`)?.text ?? ''
  const { text: main, refused } = modern ? modernText(before) : { text: before, refused: [] }
  const present: Present = {
    lines: existingLines(facts, directory).map(bareLine),
    settings: existingSettings(facts, directory),
    ownLast: facts.files.get(`${directory}/${adoptedFiles.last}`)?.text ?? '',
  }
  const firstParts = firstBlocks(settings, present, modern)
  const wished = wishedSettings(settings, present, modern)
  const blocks = lastBlocks(settings, present, modern)
  return {
    main: withIncludes(main, firstParts.length > 0),
    first: firstParts.length === 0 ? null : `${ownHeader('#')}\n${firstParts.join('\n')}`,
    last: `${ownHeader('#')}\n${wished.map(([name, value]) => `${name} = ${value}\n`).join('')}${blocks}`,
    refused,
    warnings: [
      ...wished.flatMap(([name, after]) => {
        const before = inForce(present, name)
        return before === undefined || before === after || isQuiet(name, before, after)
          ? []
          : [message('roles.parameterChangedWarning', { name, before, after })]
      }),
      ...missingListeners(present.lines).switchedOn.map((change) =>
        message('roles.parameterChangedWarning', change),
      ),
      ...plaintextEnds(settings, present),
    ],
  }
}

/** A setting as it is now, since an earlier run perhaps by our own file, which is read last. */
function inForce({ ownLast, settings }: Present, name: string): string | undefined {
  const own = linesOf(ownLast).find((line) => line.startsWith(`${name} = `))
  return own?.slice(`${name} = `.length) ?? settings.get(name)
}

/** What the change of these settings means to people: their mail programs stop working until they are set otherwise. */
function plaintextEnds({ plaintextNetworks }: DovecotSettings, present: Present): readonly Message[] {
  const isAllowed =
    inForce(present, 'auth_allow_cleartext') === 'yes' || inForce(present, 'disable_plaintext_auth') === 'no'
  return isAllowed && plaintextNetworks.length === 0 ? [message('roles.plaintextEndsWarning')] : []
}

interface Present {
  readonly lines: readonly string[]
  readonly settings: ReadonlyMap<string, string>
  /** The text of our own file that is read last, of an earlier run. */
  readonly ownLast: string
}

/** Certificates are told by themselves; a list that only grows takes nothing from anybody. */
function isQuiet(name: string, before: string, after: string): boolean {
  if (/^ssl_(server_)?(cert|key)/.test(name)) return true
  const words = after.split(/[\s,]+/)
  return (
    (name === 'protocols' || name === 'auth_mechanisms') &&
    wordsOf(before).every((word) => words.includes(word))
  )
}

function wordsOf(value: string | undefined): string[] {
  return (value ?? '')
    .replaceAll(/[",]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('$'))
}

function withIncludes(main: string, hasFirst: boolean): string {
  const ours = new Set<string>([...marks.first, ...marks.last])
  const lines = linesOf(main).filter((line) => !ours.has(line))
  const version = lines.findLastIndex((line) => /^\s*dovecot_(config|storage)_version\b/.test(line))
  const start = version === -1 ? lines.findIndex((line) => bareLine(line) !== '') : version + 1
  const place = start === -1 ? lines.length : start
  const all = [
    ...lines.slice(0, place),
    ...(hasFirst ? marks.first : []),
    ...lines.slice(place),
    ...marks.last,
  ]
  return `${all.join('\n')}\n`
}

function firstBlocks(settings: DovecotSettings, present: Present, modern: boolean): readonly string[] {
  if (settings.accounts === 'virtual')
    return [modern ? virtual24(settings, present) : virtual23(settings, present)]
  // A userdb that knows everybody (`static`) would take the users of the system for its own.
  const knowsAll = present.lines.some((line) => /^driver\s*=\s*static$|^userdb\s+static\b/.test(line))
  const format = earlyFormat(settings, present, modern)
  return [
    ...(format === null ? [] : [`auth_username_format = ${format}\n`]),
    ...(knowsAll ? [userdbPasswd(modern)] : []),
  ]
}

/** Behind the blocks of Debian's 2.4 that set it for one protocol, each start would warn of it; where others set it, it must be last. */
function earlyFormat(
  settings: DovecotSettings,
  { settings: present }: Pick<Present, 'settings'>,
  modern: boolean,
): string | null {
  const isEarly = modern && settings.accounts === 'system' && !present.has('auth_username_format')
  return isEarly ? usernameFormat(settings, undefined, modern) : null
}

function userdbPasswd(modern: boolean): string {
  return modern ? 'userdb mailwright {\n  driver = passwd\n}\n' : 'userdb {\n  driver = passwd\n}\n'
}

/** Where virtual mailboxes lie: a layout by domain that is there already is kept, as is its owner, so that old mail is found. */
function ownerAndPlace(
  { store }: DovecotSettings,
  { lines, settings }: Present,
): {
  uid: string
  gid: string
  location: string | null
} {
  const location = settings.get('mail_location') ?? ''
  const { user: uid, group: gid } = store
  if (store.isForeign) return { uid, gid, location: /^(maildir|[sm]dbox):~/.test(location) ? location : null }
  if (!location.includes('%d')) return { uid, gid, location: null }
  const told = (name: string) =>
    settings.get(`mail_${name}`) ??
    lines.map((line) => new RegExp(`\\b${name}=(\\w+)`).exec(line)?.[1]).find((value) => value !== undefined)
  return { uid: told('uid') ?? uid, gid: told('gid') ?? gid, location }
}

function virtual23(settings: DovecotSettings, present: Present): string {
  const { usersFile, store } = settings
  const { uid, gid, location } = ownerAndPlace(settings, present)
  return `# Mailboxes of their own: users log in with the whole address. Others are looked for further down.
passdb {
  driver = passwd-file
  args = scheme=SHA512-CRYPT username_format=%u ${usersFile}
}
userdb {
  driver = passwd-file
  args = username_format=%u ${usersFile}
  default_fields = uid=${uid} gid=${gid} home=${store.directory}/%d/%n mail=${location ?? 'maildir:~/Maildir'}
}
`
}

function virtual24({ usersFile, store }: DovecotSettings, { settings }: Present): string {
  const path = settings.get('mail_path') ?? ''
  const driver = settings.get('mail_driver') ?? ''
  const isTheirs = store.isForeign && /^(~|%\{home\})/.test(path) && driver !== 'mbox'
  const place =
    path.includes('domain') || isTheirs
      ? ''
      : `    mail_driver:default = maildir
    mail_path:default = ~/Maildir
    mail_inbox_path:default = ~/Maildir
`
  return `# Mailboxes of their own: users log in with the whole address. Others are looked for further down.
passdb mailwright {
  driver = passwd-file
  default_password_scheme = SHA512-CRYPT
  passwd_file_path = ${usersFile}
}
userdb mailwright {
  driver = passwd-file
  passwd_file_path = ${usersFile}
  fields {
    uid:default = ${store.user}
    gid:default = ${store.group}
    home:default = ${store.directory}/%{user | domain}/%{user | username}
${place}  }
}
`
}

function wishedSettings(
  settings: DovecotSettings,
  { lines, settings: present }: Present,
  modern: boolean,
): readonly (readonly [string, string])[] {
  const trusted = settings.plaintextNetworks
  const merged = (name: string, own: readonly string[]) =>
    [...new Set([...own, ...wordsOf(present.get(name))])].join(' ')
  const absent = (name: string, value: string) => (present.has(name) ? [] : [[name, value] as const])
  // Said for one protocol, it is said: behind that block each start would warn that it does not change it.
  const unsaid = (name: string, value: string) =>
    lines.some((line) => line.startsWith(`${name} `) || line.startsWith(`${name}=`))
      ? []
      : absent(name, value)
  const isSaid = earlyFormat(settings, { settings: present }, modern) !== null
  const format = isSaid ? null : usernameFormat(settings, present.get('auth_username_format'), modern)
  return [
    ...(modern ? [] : [['protocols', merged('protocols', ['imap', 'pop3', 'lmtp'])] as const]),
    ...(settings.relocates ? maildirPlace(modern) : []),
    ['listen', '*, ::'],
    ...unsaid('hostname', settings.hostname),
    ...unsaid('postmaster_address', `postmaster@${settings.domain}`),
    ...(settings.recipientDelimiter === null
      ? []
      : [['recipient_delimiter', settings.recipientDelimiter] as const]),
    ['auth_mechanisms', merged('auth_mechanisms', ['plain', 'login'])],
    ...(format === null ? [] : [['auth_username_format', format] as const]),
    [modern ? 'auth_allow_cleartext' : 'disable_plaintext_auth', modern ? 'no' : 'yes'],
    ...(trusted.length === 0 ? [] : [['login_trusted_networks', trusted.join(' ')] as const]),
    ['ssl', trusted.length === 0 ? 'required' : 'yes'],
    [modern ? 'ssl_server_cert_file' : 'ssl_cert', `${modern ? '' : '<'}${settings.certificate}`],
    [modern ? 'ssl_server_key_file' : 'ssl_key', `${modern ? '' : '<'}${settings.key}`],
    ...absent('ssl_min_protocol', 'TLSv1.2'),
    ...(modern || settings.dhFile === null ? [] : absent('ssl_dh', `<${settings.dhFile}`)),
  ]
}

function maildirPlace(modern: boolean): readonly (readonly [string, string])[] {
  if (!modern) return [['mail_location', 'maildir:~/Maildir']]
  return [
    ['mail_driver', 'maildir'],
    ['mail_path', '~/Maildir'],
    ['mail_inbox_path', '~/Maildir'],
  ]
}

/**
 * How a login becomes the name that is looked up, or null where it may stay as it is: users of the system lose our domain,
 * virtual ones keep it, and those of other domains are treated as before.
 */
function usernameFormat(
  { accounts, domain }: DovecotSettings,
  present: string | undefined,
  modern: boolean,
  domains: readonly string[] = [],
): string | null {
  const before = present ?? (modern ? '%{user | lower}' : '%Lu')
  const dropsDomain = modern ? before.includes('username') : /%L?n/.test(before) && !/%L?[ud]/.test(before)
  // In a quoted text of the configuration a backslash is written twice.
  const pattern = domain.replaceAll('.', String.raw`\\.`)
  if (accounts === 'system') {
    if (dropsDomain) return null
    const local = domains.map((name) => name.replaceAll('.', '[.]')).join('|')
    if (modern)
      return String.raw`%{user | lower | regexp('^(.*)@${local === '' ? pattern : `(${local})`}$', '\\1')}`
    return `%{if;%Ld;${local === '' ? `eq;${domain}` : `~;^(${local})$`};%Ln;${before}}`
  }
  if (!dropsDomain) return null
  // Our domain is hidden while the others are dropped: regexp has no "all but this".
  return modern
    ? String.raw`%{user | lower | regexp('^(.*)@${pattern}$', '\\1!${domain}') | username | regexp('^(.*)!(.*)$', '\\1@\\2')}`
    : `%{if;%Ld;eq;${domain};%Lu;${before}}`
}

/**
 * What `protocol lmtp` says of names by itself: Debian's 2.4 drops the domain there, and mail would not find its mailbox. Users of
 * the system get their mail under all the domains that Postfix hands it over with, whatever they log in with.
 */
function lmtpBlock(
  settings: DovecotSettings,
  { lines, settings: present, ownLast }: Present,
  modern: boolean,
): string {
  // The same block may stand in several files; the last setting counts.
  const blocks = lines.flatMap((line, start) =>
    /^protocol\s+lmtp\s*\{$/.test(line) ? lines.slice(start, lines.indexOf('}', start)) : [],
  )
  const said = blocks.flatMap((line) => /^auth_username_format\s*=\s*(.+)$/.exec(line)?.[1] ?? []).at(-1)
  const domains = settings.accounts === 'system' ? settings.localDomains : []
  // What is said for all holds here, too.
  if (said === undefined && domains.length < 2) return ''
  const withFormat = (before: string | undefined) => usernameFormat(settings, before, modern, domains)
  const usual = present.get('auth_username_format')
  // Where Debian's block has only come with the package that our run installed, what we said stays.
  const stays = domains.length > 1 && /^protocol lmtp \{/m.test(ownLast)
  const format = withFormat(said ?? usual) ?? (stays ? withFormat(usual) : null)
  return format === null ? '' : `protocol lmtp {\n  auth_username_format = ${format}\n}\n`
}

function lastBlocks(settings: DovecotSettings, present: Present, modern: boolean): string {
  const { lines } = present
  const has = (shape: RegExp) => lines.some((line) => shape.test(line))
  const system = settings.accounts === 'system'
  const passdb = modern ? 'passdb mailwright {\n  driver = pam\n}\n' : 'passdb {\n  driver = pam\n}\n'
  return [
    modern ? 'protocols {\n  imap = yes\n  pop3 = yes\n  lmtp = yes\n}\n' : '',
    system && !has(/^driver\s*=\s*pam$|^passdb\s+pam\b/) ? passdb : '',
    system && !has(/^driver\s*=\s*passwd$|^userdb\s+passwd\b/) ? userdbPasswd(modern) : '',
    missingListeners(lines).blocks,
    has(/^namespace\b/) ? '' : folderBlocks(),
    lmtpBlock(settings, present, modern),
    socketBlocks(settings),
  ]
    .filter((part) => part !== '')
    .join('\n')
}
