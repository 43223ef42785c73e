import type { Platform } from '#core/platform/platform.ts'
import { isIpv6 } from '#shared/model/names.ts'
import type { CompleteSpec } from '../role.ts'
import type { CertificatePair } from '../tls/certificate-in-use.ts'
import { aliasTable, makesAliases } from './alias-table.ts'
import { needsLineEndings } from './postfix-version.ts'

/**
 * How a wished value meets one that somebody else set: `exact` replaces it, `list` adds to it what is missing, `first` does so before all
 * that is there, `keep` leaves it; `fresh` is for a main.cf of our own; `closed` leaves restrictions that let no stranger relay. In a main.cf of our own `list` and `closed` are exact.
 */
export interface WishedParameter {
  readonly name: string
  readonly value: string
  readonly rule: 'exact' | 'list' | 'first' | 'keep' | 'closed' | 'fresh'
}

/** Parameters that belong together, with the comment that a fresh main.cf gives them. */
export interface ParameterGroup {
  readonly comment: string
  readonly parameters: readonly WishedParameter[]
}

/** Names of the maps that we write; `texthash:` reads the text itself, so there is no database that could be stale. */
export function mapPaths(platform: Platform) {
  return {
    mailboxes: `${platform.postfix.directory}/mailwright-mailboxes`,
    aliases: `${platform.postfix.directory}/mailwright-aliases`,
    senders: `${platform.postfix.directory}/mailwright-senders`,
    transport: `${platform.postfix.directory}/mailwright-transport`,
  }
}

/** Every parameter of postconf(5) that the described server needs, in the order of a fresh main.cf; `version` is the package's, `present` what somebody else's main.cf says. */
export function parameterGroups(
  spec: CompleteSpec,
  platform: Platform,
  pair: CertificatePair,
  version = '',
  present: ReadonlyMap<string, string> = new Map(),
): readonly ParameterGroup[] {
  return [
    names(spec),
    relay(spec, platform, version),
    delivery(spec, platform, present),
    transport(platform, pair),
    submission,
    habits(platform),
  ]
}

const exact = (name: string, value: string): WishedParameter => ({ name, value, rule: 'exact' })
const list = (name: string, value: string): WishedParameter => ({ name, value, rule: 'list' })
const first = (name: string, value: string): WishedParameter => ({ name, value, rule: 'first' })
const fresh = (name: string, value: string): WishedParameter => ({ name, value, rule: 'fresh' })
const keep = (name: string, value: string): WishedParameter => ({ name, value, rule: 'keep' })

function names(spec: CompleteSpec): ParameterGroup {
  const local = '$myhostname, localhost.$mydomain, localhost'
  return {
    comment: 'The names of this server, and the addresses that it listens on.',
    parameters: [
      exact('myhostname', spec.hostname),
      exact('mydomain', spec.domain),
      // A name without a domain is a user of the system, who is not at home in a domain of virtual mailboxes.
      exact('myorigin', spec.accounts === 'system' ? '$mydomain' : '$myhostname'),
      list('mydestination', spec.accounts === 'system' ? `${local}, $mydomain` : local),
      exact('inet_interfaces', 'all'),
      keep('inet_protocols', 'all'),
    ],
  }
}

/** Who may send to any domain without logging in, as mynetworks writes it. */
export function networksOf(spec: CompleteSpec): string {
  const own = ['127.0.0.0/8', '[::ffff:127.0.0.0]/104', '[::1]/128']
  const trusted = spec.access === 'tutorial' ? spec.trustedNetworks.map(bracketed) : []
  return [...own, ...trusted].join(' ')
}

function relay(spec: CompleteSpec, platform: Platform, version: string): ParameterGroup {
  return {
    comment: 'Who may send to other domains: this server itself, and whoever has logged in. Nobody else.',
    parameters: [
      list('mynetworks', networksOf(spec)),
      {
        name: 'smtpd_relay_restrictions',
        value: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
        rule: 'closed',
      },
      keep('smtpd_recipient_restrictions', 'reject_non_fqdn_recipient, reject_unlisted_recipient'),
      keep('smtpd_helo_required', 'yes'),
      keep('disable_vrfy_command', 'yes'),
      ...(needsLineEndings(version) ? [keep('smtpd_forbid_bare_newline', 'normalize')] : []),
      first('smtpd_sender_login_maps', `texthash:${mapPaths(platform).senders}`),
    ],
  }
}

/** mynetworks writes IPv6 networks as `[address]/length` (postconf(5)). */
function bracketed(network: string): string {
  const [address = '', length = ''] = network.split('/')
  return isIpv6(address) ? `[${address}]/${length}` : network
}

/** Where Dovecot takes mail, as a transport(5). */
export const lmtp = 'lmtp:unix:private/dovecot-lmtp'

function delivery(
  spec: CompleteSpec,
  platform: Platform,
  present: ReadonlyMap<string, string>,
): ParameterGroup {
  const maps = mapPaths(platform)
  const { element: aliases } = aliasTable(present, platform)
  const isMade = makesAliases(present, platform)
  const common = [
    list('alias_maps', aliases),
    isMade ? keep('alias_database', aliases) : list('alias_database', aliases),
    keep('recipient_delimiter', '+'),
  ]
  if (spec.accounts === 'system')
    return {
      comment: 'Mail for users of the system goes to Dovecot, which puts it where POP3 and IMAP read it.',
      parameters: [exact('mailbox_transport', lmtp), ...common],
    }
  return {
    comment:
      'Mail for the mailboxes goes to Dovecot. texthash: tables are read as text: after a change a reload is enough.',
    parameters: [
      list('virtual_mailbox_domains', spec.domain),
      first('virtual_mailbox_maps', `texthash:${maps.mailboxes}`),
      first('virtual_alias_maps', `texthash:${maps.aliases}`),
      exact('virtual_transport', lmtp),
      ...common,
    ],
  }
}

function transport(platform: Platform, { certificate, key }: CertificatePair): ParameterGroup {
  const versions = '!SSLv2, !SSLv3, !TLSv1, !TLSv1.1'
  return {
    comment: 'TLS where the other side can (RFC 7435), version 1.2 and later. Key first, then certificate.',
    parameters: [
      exact('smtpd_tls_chain_files', key === certificate ? key : `${key}, ${certificate}`),
      exact('smtpd_tls_security_level', 'may'),
      exact('smtpd_tls_auth_only', 'yes'),
      keep('smtpd_tls_protocols', versions),
      keep('smtpd_tls_mandatory_protocols', versions),
      keep('smtpd_tls_loglevel', '1'),
      keep('smtpd_tls_received_header', 'yes'),
      keep('smtp_tls_security_level', 'may'),
      keep('smtp_tls_loglevel', '1'),
      keep('smtp_tls_CAfile', platform.postfix.caFile),
      keep('smtpd_tls_session_cache_database', 'btree:${data_directory}/smtpd_scache'),
      keep('smtp_tls_session_cache_database', 'btree:${data_directory}/smtp_scache'),
    ],
  }
}

const submission: ParameterGroup = {
  comment: 'Dovecot says whether a login is right; master.cf offers it on 587 and 465 only.',
  parameters: [
    exact('smtpd_sasl_type', 'dovecot'),
    exact('smtpd_sasl_path', 'private/auth'),
    exact('smtpd_sasl_security_options', 'noanonymous'),
  ],
}

function habits(platform: Platform): ParameterGroup {
  return {
    comment:
      'Dovecot takes no SMTPUTF8 (RFC 6531): with it on, mail with a raw UTF-8 subject would bounce. Sizes in bytes.',
    parameters: [
      exact('smtputf8_enable', 'no'),
      fresh('smtpd_banner', '$myhostname ESMTP'),
      fresh('message_size_limit', '52428800'),
      fresh('mailbox_size_limit', '0'),
      fresh('append_dot_mydomain', 'no'),
      fresh('biff', 'no'),
      fresh('readme_directory', 'no'),
      fresh('compatibility_level', platform.postfix.compatibilityLevel),
    ],
  }
}
