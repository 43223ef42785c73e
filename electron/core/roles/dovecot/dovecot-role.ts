import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import type { Platform } from '#core/platform/platform.ts'
import type { FileResource, Probe, Resource, Wish } from '#core/plan/resource.ts'
import { mailStoreOn } from '../accounts/mail-store.ts'
import { factText } from '../fact-text.ts'
import { isOwnText } from '../own-text.ts'
import { localDomains } from '../postfix/local-domains.ts'
import { presentMainCf } from '../postfix/present-main-cf.ts'
import { greetingProbe, tlsGreetingProbe } from '../greeting-probe.ts'
import type { Role, RoleInput } from '../role.ts'
import { certificateInUse } from '../tls/certificate-in-use.ts'
import { certificateId } from '../tls/certificate-paths.ts'
import { adoptedConfig, adoptedFiles, isAdoptable } from './adopted-config.ts'
import { dialectOf, dialects, type DialectName } from './dialects.ts'
import type { DovecotSettings } from './dovecot-settings.ts'
import type { MailLocation } from './mail-location.ts'
import { existingLocation, existingSettings } from './existing-config.ts'
import { domainsWithoutLogins, foreignLoginNotices, foreignLoginWarnings } from './foreign-logins.ts'
import { kindChangeWarnings } from './kind-change.ts'
import { delimiterNotices, recipientDelimiter } from './recipient-delimiter.ts'
import { passwordCases, usersFile } from './users-file.ts'

const spool = '/var/mail'

/** Reading mail: POP3 and IMAP for people, LMTP and the check of logins for Postfix. */
export const dovecotRole: Role = {
  name: 'dovecot',
  footprint: (spec, platform) => ({
    paths: [
      configPath(platform),
      `${platform.dovecot.directory}/*.conf`,
      `${platform.dovecot.directory}/*.ext`,
      `${platform.dovecot.directory}/conf.d/*.conf`,
      `${platform.dovecot.directory}/conf.d/*.ext`,
      socketDirectory(platform),
      usersPath(platform),
      ...(spec.accounts === 'virtual'
        ? []
        : spec.mailboxes.flatMap(({ name }) => [`${spool}/${name}`, maildirOf(name)])),
    ],
    packages: [platform.dovecot.versionPackage],
    units: [platform.dovecot.unit],
  }),
  wish: (input) => {
    const { facts, platform } = input
    const version = dovecotVersion(input)
    const dialect = dialectOf(version)
    if (dialect === null)
      return { notices: [{ blocking: true, message: message('roles.noticeDovecotVersion', { version }) }] }
    const users = input.spec.accounts === 'virtual' ? virtualUsers(input) : { resources: [], notices: [] }
    const guessed =
      !facts.packages.has(platform.dovecot.versionPackage) &&
      !facts.candidates.has(platform.dovecot.versionPackage)
    const files = configFiles(input, dialect)
    return {
      resources: [socketDirectoryResource(platform), ...files, ...users.resources, unit(input, files)],
      validators: [
        {
          group: 'dovecot',
          name: 'doveconf',
          daemon: 'dovecot',
          // -x also opens the certificate and the key.
          command: ['doveconf', '-n', '-x', '-c', configPath(platform)],
          overlay: [platform.dovecot.directory],
        },
      ],
      probes: probes(platform),
      notices: [
        ...users.notices,
        ...delimiterNotices(input),
        ...(isAdoptable(facts, platform.dovecot.directory, dialect) ? foreignLoginNotices(input) : []),
        ...(guessed
          ? [{ blocking: false, message: message('roles.noticeDovecotGuessed', { version }) }]
          : []),
      ],
    }
  },
  passwords: ({ spec, platform, facts }) =>
    spec.accounts === 'virtual' ? passwordCases(factText(facts, usersPath(platform)), spec) : [],
}

function maildirOf(name: string): string {
  return `/home/${name}/Maildir/cur`
}

function configPath(platform: Platform): string {
  return `${platform.dovecot.directory}/dovecot.conf`
}

function usersPath(platform: Platform): string {
  return `${platform.dovecot.directory}/users`
}

function socketDirectory(platform: Platform): string {
  return `${platform.postfix.queueDirectory}/private`
}

function dovecotVersion({ facts, platform }: RoleInput): string {
  const { versionPackage, knownVersion } = platform.dovecot
  return facts.packages.get(versionPackage)?.version ?? (facts.candidates.get(versionPackage) || knownVersion)
}

function settings(input: RoleInput): DovecotSettings {
  const { spec, platform, facts } = input
  const { certificate, key } = certificateInUse(input)
  return {
    hostname: spec.hostname,
    domain: spec.domain,
    accounts: spec.accounts,
    localDomains: domainsWithoutLogins(input, localDomains(input)),
    usersFile: usersPath(platform),
    store: mailStoreOn(facts, platform),
    location: mailLocation(input),
    relocates: relocates(input),
    // The account of the virtual mailboxes may have got a low id where 5000 was taken.
    firstUserId: spec.accounts === 'virtual' ? 100 : platform.firstUserId,
    certificate,
    key,
    dhFile: platform.dovecot.dhFile,
    plaintextNetworks: spec.access === 'tutorial' ? spec.trustedNetworks : [],
    recipientDelimiter: recipientDelimiter(input),
    socketDirectory: socketDirectory(platform),
  }
}

/**
 * Maildir for anything new. System users of a server that already holds mail keep the place it lies in: what our own file
 * says, or what the present configuration says where it was chosen by hand or a mailbox holds mail there. Without Dovecot that is
 * where Postfix puts it.
 */
function mailLocation(input: RoleInput): MailLocation {
  const { spec, platform, facts } = input
  const maildir: MailLocation = { driver: 'maildir', path: '~/Maildir' }
  if (spec.accounts === 'virtual') return maildir
  const present = existingLocation(existingSettings(facts, platform.dovecot.directory))
  if (present === null) return spoolHoldsMail(input) && deliversToSpool(input) ? mbox : maildir
  const own = isOwnText(factText(facts, configPath(platform)))
  return own || spoolHoldsMail(input) || present.driver !== 'mbox' ? present : maildir
}

/** Where Postfix has put mail without Dovecot, as local(8) does by itself; in the words of version 2.3. */
const mbox: MailLocation = { driver: 'mbox', path: '~/mail', inbox: `${spool}/%u` }

function deliversToSpool(input: RoleInput): boolean {
  const { text, parameters } = presentMainCf(input)
  return text !== null && !/\/$/.test(parameters.get('home_mailbox') ?? '')
}

function spoolHoldsMail({ spec, facts }: RoleInput): boolean {
  return spec.mailboxes.some(({ name }) => (facts.files.get(`${spool}/${name}`)?.size ?? 0) > 0)
}

/**
 * Whether the mail of system users lies in their Maildirs while a configuration of others looks for it elsewhere. An upgrade
 * of the system leaves that where it was allowed to put the distribution's own configuration in place of ours.
 */
function relocates(input: RoleInput): boolean {
  const { spec, platform, facts } = input
  const { directory } = platform.dovecot
  if (spec.accounts === 'virtual') return false
  const present = existingSettings(facts, directory)
  const driver = present.get('mail_driver') ?? present.get('mail_location')?.replace(/:.*/, '')
  // Mail in another format (mdbox, sdbox, imapc) was chosen by hand; a Maildir beside it is a leftover.
  if (driver !== undefined && !['', 'mbox'].includes(driver)) return false
  // Once decided it stays so, whatever arrives elsewhere later.
  const last = factText(facts, `${directory}/${adoptedFiles.last}`)
  if (last !== null && isOwnText(last)) return /^mail_(location|path) = .*~\/Maildir$/m.test(last)
  const hasMaildirs = spec.mailboxes.some(({ name }) => facts.files.has(maildirOf(name)))
  return hasMaildirs && (facts.runs.length > 0 || !spoolHoldsMail(input))
}

function configFiles(input: RoleInput, dialect: DialectName): readonly FileResource[] {
  const { platform, facts } = input
  const { directory } = platform.dovecot
  if (!isAdoptable(facts, directory, dialect))
    return [
      configFile(input, 'dovecot.conf', dialects[dialect](settings(input)), [
        ...configWarnings(input),
        ...kindChangeWarnings(input),
      ]),
    ]
  const { main, first, last, refused, warnings } = adoptedConfig(facts, directory, dialect, settings(input))
  return [
    {
      ...configFile(input, 'dovecot.conf', main, refusedWarnings(refused)),
      reason: message('roles.dovecotAdoptedReason'),
    },
    ...(first === null ? [] : [configFile(input, adoptedFiles.first, first, [])]),
    configFile(input, adoptedFiles.last, last, [
      ...openWarnings(input),
      ...warnings,
      ...kindChangeWarnings(input),
      ...certificateInUse(input).warnings,
    ]),
  ]
}

function refusedWarnings(refused: readonly string[]): readonly Message[] {
  return refused.length === 0
    ? []
    : [message('roles.dovecotFormerWordsWarning', { lines: listMessage(refused) })]
}

function configFile(
  { spec, platform }: RoleInput,
  name: string,
  content: string,
  warnings: readonly Message[],
): FileResource {
  const path = `${platform.dovecot.directory}/${name}`
  return {
    kind: 'file',
    id: `file:${path}`,
    group: 'dovecot',
    title:
      name === 'dovecot.conf'
        ? message('roles.dovecotConfTitle')
        : message('roles.dovecotPartTitle', { name }),
    reason: reasonOf(name, spec.accounts),
    path,
    content,
    mode: 0o644,
    owner: 'root',
    ownerGroup: 'root',
    language: 'nginx',
    versionBound: platform.dovecot.versionPackage,
    warnings,
  }
}

function reasonOf(name: string, accounts: 'virtual' | 'system'): Message {
  if (name === adoptedFiles.first) return message('roles.dovecotFirstReason')
  if (name === adoptedFiles.last) return message('roles.dovecotLastReason')
  return message(accounts === 'virtual' ? 'roles.dovecotConfVirtualReason' : 'roles.dovecotConfSystemReason')
}

function openWarnings({ spec }: RoleInput): readonly Message[] {
  return spec.access === 'tutorial'
    ? [message('roles.dovecotOpenWarning', { networks: listMessage(spec.trustedNetworks) })]
    : []
}

/** For a configuration that is replaced as a whole, as the daemon would no longer understand it. */
function configWarnings(input: RoleInput): readonly Message[] {
  const { platform, facts } = input
  const existing = factText(facts, configPath(platform))
  if (existing === null || isOwnText(existing)) return openWarnings(input)
  return [
    ...openWarnings(input),
    message('roles.dovecotReplacedWarning', { directory: platform.dovecot.directory }),
    ...certificateInUse(input).warnings,
  ]
}

function virtualUsers(input: RoleInput): {
  resources: readonly Resource[]
  notices: Wish['notices']
} {
  const { spec, platform, facts } = input
  const path = usersPath(platform)
  const users = usersFile(factText(facts, path), spec)
  const file: FileResource = {
    kind: 'file',
    id: `file:${path}`,
    group: 'dovecot',
    title: message('roles.usersFileTitle'),
    reason: message('roles.usersFileReason'),
    path,
    content: users.text,
    mode: 0o640,
    owner: 'root',
    ownerGroup: platform.dovecot.group,
    sensitive: true,
    language: 'text',
    warnings: [
      ...users.removed.map((address) => message('roles.mailboxRemovedWarning', { address })),
      ...users.changed.map((address) => message('roles.mailboxPasswordWarning', { address })),
      ...foreignLoginWarnings(input),
    ],
  }
  return {
    resources: [file],
    notices: users.withoutPassword.map((name) => ({
      blocking: true,
      message: message('roles.noticePasswordMissing', { name }),
    })),
  }
}

/** Postfix makes it at its first start; Dovecot starts before and puts its sockets there. */
function socketDirectoryResource(platform: Platform): Resource {
  const path = socketDirectory(platform)
  return {
    kind: 'directory',
    id: `directory:${path}`,
    group: 'dovecot',
    title: message('roles.directoryTitle', { path }),
    reason: message('roles.socketDirectoryReason'),
    path,
    mode: 0o700,
    owner: 'postfix',
    ownerGroup: 'root',
  }
}

function unit(input: RoleInput, files: readonly FileResource[]): Resource {
  const { platform } = input
  return {
    kind: 'unit',
    id: `unit:${platform.dovecot.unit}`,
    group: 'dovecot',
    title: message('roles.unitTitle', { name: 'Dovecot' }),
    reason: message('roles.dovecotUnitReason'),
    name: platform.dovecot.unit,
    // The users file is read at every login and needs no reload.
    reloadOn: [...files.map(({ id }) => id), ...(certificateInUse(input).own ? [certificateId] : [])],
    restartOn: [],
  }
}

function probes(platform: Platform): readonly Probe[] {
  const sockets = ['auth', 'dovecot-lmtp'].map((name): Probe => ({
    group: 'dovecot',
    name: `socket ${name}`,
    command: ['test', '-S', `${socketDirectory(platform)}/${name}`],
    timeout: 15,
  }))
  return [
    ...sockets,
    greetingProbe('dovecot', 110, '+OK'),
    greetingProbe('dovecot', 143, '* OK'),
    tlsGreetingProbe('dovecot', 995, '+OK'),
    tlsGreetingProbe('dovecot', 993, '* OK'),
  ]
}
