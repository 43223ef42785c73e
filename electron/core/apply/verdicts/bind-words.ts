import type { Said } from './said.ts'

/** What named-checkconf(8) of BIND 9.16 to 9.20 says of named.conf. */
export const bindWords: readonly Said[] = [
  {
    says: /: unknown option '(?<name>[^']*)'/,
    key: 'verdict.unknownSetting',
    next: 'verdict.unknownSettingNext',
  },
  {
    says: /: option '(?<name>[^']*)' no longer exists/,
    key: 'verdict.settingGone',
    next: 'verdict.settingGoneNext',
  },
  {
    says: /: (?:option )?'(?<name>[^']*)' is (?:obsolete|deprecated|not implemented|not configured)/,
    key: 'verdict.settingOld',
    next: 'verdict.settingGoneNext',
    severity: 'warning',
  },
  {
    says: /: missing ';' before '(?<text>[^']*)'/,
    key: 'verdict.missingSemicolon',
    next: 'verdict.missingSemicolonNext',
  },
  {
    says: /: '}' expected near end of file|: unexpected end of input/,
    key: 'verdict.unexpectedEnd',
    next: 'verdict.unexpectedEndNext',
  },
  { says: /: syntax error near '}'/, key: 'verdict.extraBrace', next: 'verdict.extraBraceNext' },
  { says: /: boolean expected near '(?<value>[^']*)'/, key: 'verdict.notYesNo', next: 'verdict.yesNoNext' },
  {
    says: /: (?:expected integer|integer expected|.*number expected|not a valid number).* near '(?<value>[^']*)'/,
    key: 'verdict.notNumber',
    next: 'verdict.valueNext',
  },
  {
    says: /: (?:invalid prefix length|.*(?:IP|address).*expected near) '(?<value>[^']*)'/,
    key: 'verdict.notAddress',
    next: 'verdict.valueNext',
  },
  {
    says: /: '(?<name>[^']*)' redefined near/,
    key: 'verdict.settingTwice',
    next: 'verdict.settingTwiceNext',
  },
  {
    says: /: zone '(?<name>[^']*)': already exists previous definition: (?<place>\S+)/,
    key: 'verdict.zoneTwice',
    next: 'verdict.zoneTwiceNext',
  },
  {
    says: /: change directory to '(?<path>[^']*)' failed/,
    key: 'verdict.directoryMissing',
    next: 'verdict.fileMissingNext',
  },
  {
    says: /: open: (?<path>\S+): (?:file not found|permission denied)/,
    key: 'verdict.includeMissing',
    next: 'verdict.includeMissingNext',
  },
  {
    says: /: parsing failed: file not found/,
    key: 'verdict.includeMissingHere',
    next: 'verdict.includeMissingNext',
  },
  {
    says: /: writeable file '(?<path>[^']*)': already in use: (?<place>\S+)/,
    key: 'verdict.zoneFileShared',
    next: 'verdict.zoneFileSharedNext',
  },
  {
    says: /: (?:undefined|unknown) (?:ACL|acl|address match list) '(?<name>[^']*)'/,
    key: 'verdict.aclMissing',
    next: 'verdict.nameMissingNext',
  },
  { says: /: unknown key '(?<name>[^']*)'/, key: 'verdict.keyMissing', next: 'verdict.nameMissingNext' },
  { says: /: (?:key .*)?bad secret '/, key: 'verdict.badSecret', next: 'verdict.badSecretNext' },
  {
    says: /option 'dnssec-policy (?<name>[^']*)' has no matching/,
    key: 'verdict.policyMissing',
    next: 'verdict.nameMissingNext',
  },
  {
    says: /: when using 'view' statements, all zones must be in views/,
    key: 'verdict.zoneOutsideViews',
    next: 'verdict.zoneOutsideViewsNext',
  },
  {
    says: /: zone '(?<name>[^']*)': (?:missing|type not present|.*entry required|.*must be)/,
    key: 'verdict.zoneIncomplete',
    next: 'verdict.zoneIncompleteNext',
  },
  {
    says: /: zone '(?<name>[^']*)': is not a valid name/,
    key: 'verdict.badName',
    next: 'verdict.valueNext',
  },
  { says: /: '(?<text>[^']*)' unexpected/, key: 'verdict.unexpected', next: 'verdict.unexpectedNext' },
  {
    says: /: (?:.*expected|syntax error) near '(?<text>[^']*)'/,
    key: 'verdict.unexpected',
    next: 'verdict.unexpectedNext',
  },
]
