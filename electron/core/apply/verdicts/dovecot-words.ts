import type { Said } from './said.ts'

/** What doveconf(1) of Dovecot 2.3 and 2.4 says; 2.4 puts the name of the setting before the reason. */
export const dovecotWords: readonly Said[] = [
  {
    says: /: Unknown setting: (?:\S+ { )?(?<name>[^\s(]+)/,
    key: 'verdict.unknownSetting',
    next: 'verdict.unknownDovecotNext',
  },
  {
    says: /: Unknown section name: (?<name>\S+)/,
    key: 'verdict.unknownSection',
    next: 'verdict.unknownDovecotNext',
  },
  {
    says: /Obsolete setting in \S+: (?<name>\S+)/,
    key: 'verdict.settingOld',
    next: 'verdict.settingGoneNext',
    severity: 'warning',
  },
  {
    says: /: Invalid boolean value: (?<value>.*?)(?: \(use yes or no\))?$/,
    key: 'verdict.notYesNo',
    next: 'verdict.yesNoNext',
  },
  {
    says: /: Invalid number:? (?<value>[^:]+)/,
    key: 'verdict.notNumber',
    next: 'verdict.valueNext',
  },
  { says: /: Invalid time interval: (?<value>.+)/, key: 'verdict.notTime', next: 'verdict.notTimeNext' },
  { says: /: Invalid size: (?<value>.+)/, key: 'verdict.notSize', next: 'verdict.notSizeNext' },
  { says: /: Invalid port number (?<value>.+)/, key: 'verdict.notPort', next: 'verdict.valueNext' },
  {
    says: /line \d+: (?<name>\w+): Invalid value: (?<value>.+)/,
    key: 'verdict.badValue',
    next: 'verdict.valueNext',
  },
  { says: /: Invalid value: (?<value>.+)/, key: 'verdict.badChoice', next: 'verdict.valueNext' },
  { says: /: Invalid network mask: (?<value>\S+)/, key: 'verdict.notAddress', next: 'verdict.valueNext' },
  {
    says: /: Unknown (?<name>syslog_facility): (?<value>\S+)|: Unknown (?<name>\w+) variable: (?<value>\S+)/,
    key: 'verdict.badValue',
    next: 'verdict.valueNext',
  },
  {
    says: /: mailbox \S+: unknown special_use: (?<value>\S+)/,
    key: 'verdict.badChoice',
    next: 'verdict.specialUseNext',
  },
  {
    says: /: special_use label (?<value>\S+) is not an RFC-defined label/,
    key: 'verdict.badChoice',
    next: 'verdict.specialUseNext',
    severity: 'warning',
  },
  {
    says: /: (?<name>\w+): Setting is a string list/,
    key: 'verdict.stringList',
    next: 'verdict.stringListNext',
  },
  // The checker of Dovecot 2.4 breaks down over a variable that is not closed.
  { says: /: Panic: (?<text>.+): syntax error, unexpected end of file/, key: 'verdict.openMacro' },
  { says: /: Raw backtrace: /, key: null },
  {
    says: /: pop3_uidl_format setting doesn't contain any %/,
    key: 'verdict.uidlConstant',
    next: 'verdict.defaultNext',
  },
  {
    says: /: duplicate listener: (?<value>.*?):?$/,
    key: 'verdict.listenerTwice',
    next: 'verdict.settingTwiceNext',
  },
  { says: /: service\((?<name>[^)]*)\): (?<text>\w+): path must not be empty/, key: 'verdict.listenerPath' },
  {
    says: /: (?<name>\w+): read\((?<path>[^)]+)\) failed/,
    key: 'verdict.settingFile',
    next: 'verdict.fileMissingNext',
  },
  {
    says: /: \w+ \{ .* not allowed/,
    key: 'verdict.wrongSection',
    next: 'verdict.wrongSectionNext',
  },
  { says: /: Missing '}'/, key: 'verdict.missingBrace', next: 'verdict.missingBraceNext' },
  { says: /: Unexpected '}'/, key: 'verdict.extraBrace', next: 'verdict.extraBraceNext' },
  { says: /: Expecting '{'/, key: 'verdict.notSetting', next: 'verdict.missingEqualsNext' },
  { says: /: No matches$/, key: 'verdict.includeMissingHere', next: 'verdict.includeMissingNext' },
  {
    says: /: Couldn't open include file (?<path>[^:]+): /,
    key: 'verdict.includeMissing',
    next: 'verdict.includeMissingNext',
  },
  {
    says: /: (?<name>ssl_\w+): (?:Can't open file |open\()(?<path>[^:)]+).*: No such file or directory/,
    key: 'verdict.certificateMissing',
    next: 'verdict.certificateMissingNext',
  },
  {
    says: /: (?<name>\w+): (?:Can't open file |open\()(?<path>[^:)]+)/,
    key: 'verdict.settingFile',
    next: 'verdict.fileMissingNext',
  },
  {
    says: /: (?:open|t_readlink)\((?<path>[^)]+)\) failed: /,
    key: 'verdict.fileMissing',
    next: 'verdict.fileMissingNext',
  },
  {
    says: /protocols: Unknown protocol: (?<name>\S+)/,
    key: 'verdict.unknownProtocol',
    next: 'verdict.unknownProtocolNext',
  },
  {
    says: /: (?<name>\w+) doesn't exist: (?<value>\S+)/,
    key: 'verdict.accountMissing',
    next: 'verdict.accountMissingNext',
  },
  { says: /passdb is missing driver|userdb is missing driver/, key: 'verdict.passdbDriver' },
  {
    says: /: (?<name>\w+) { } is missing section name/,
    key: 'verdict.sectionName',
    next: 'verdict.sectionNameNext',
  },
  { says: /Hierarchy separator must be only one character/, key: 'verdict.separator' },
  {
    says: /service (?<name>\S+) { client_limit=(?<value>\d+) } is lower than required/,
    key: 'verdict.clientLimit',
    next: 'verdict.clientLimitNext',
    severity: 'warning',
  },
  {
    says: /gethostbyname\((?<name>[^)]*)\) failed/,
    key: 'verdict.hostUnknown',
    next: 'verdict.nameMissingNext',
  },
  {
    says: /: Unknown variable: (?<name>\S+)/,
    key: 'verdict.undefinedParameter',
    next: 'verdict.undefinedParameterNext',
  },
  {
    says: /: ssl enabled, but (?<name>\S+) not set/,
    key: 'verdict.sslUnset',
    next: 'verdict.certificateMissingNext',
  },
  { says: /dovecot_config_version value can't be changed/, key: 'verdict.versionTwice' },
  { says: /NOTE: You can get a new clean config file/, key: null },
]
