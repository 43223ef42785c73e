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
    says: /: (?:option )?'(?<name>[^']*)' (?:option )?is (?:obsolete|deprecated|not implemented|not configured)/,
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
    says: /: (?:expected integer|integer expected|expected number|.*number expected|not a valid number).* near '(?<value>[^']*)'/,
    key: 'verdict.notNumber',
    next: 'verdict.valueNext',
  },
  {
    says: /: (?:invalid prefix length|.*(?:IP|address).*expected near|expected IP(?:v[46])? (?:address|prefix).* near|incomplete IPv[46] address or prefix near) '(?<value>[^']*)'/,
    key: 'verdict.notAddress',
    next: 'verdict.valueNext',
  },
  // The address that does not hold has been named just before.
  { says: /: invalid query source near /, key: null },
  {
    says: /: '(?<value>[^']*)': address\/prefix length mismatch/,
    key: 'verdict.hostBits',
    next: 'verdict.hostBitsNext',
  },
  {
    says: /: port (?:value )?'(?<value>[^']*)' (?:is )?out of range|: port number out of range near '(?<value>[^']*)'/,
    key: 'verdict.notPort',
    next: 'verdict.valueNext',
  },
  {
    says: /: expected ISO 8601 duration or TTL value near '(?<value>[^']*)'/,
    key: 'verdict.notTime',
    next: 'verdict.notTtlNext',
  },
  {
    says: /: expected (?:quoted )?string near '(?<text>[;{}])'/,
    key: 'verdict.valueMissing',
    next: 'verdict.emptyValueNext',
  },
  {
    says: /: expected quoted string near '(?<text>[^']*)'/,
    key: 'verdict.notQuoted',
    next: 'verdict.notQuotedNext',
  },
  {
    says: /: option '(?<name>[^']*)' is not allowed in '(?<type>[^']*)' zone/,
    key: 'verdict.wrongZoneType',
    next: 'verdict.wrongZoneTypeNext',
  },
  {
    says: /: (?<name>auto-dnssec) may only be activated at the zone level/,
    key: 'verdict.zoneSettingOnly',
    next: 'verdict.zoneSettingOnlyNext',
  },
  {
    says: /: '(?<name>auto-dnssec [a-z]+);' requires dynamic DNS or inline-signing/,
    key: 'verdict.needsSigning',
    next: 'verdict.needsSigningNext',
  },
  {
    says: /: '(?<name>[^']*)' is ignored when '(?<other>[^']*)' is present/,
    key: 'verdict.ignoredBeside',
    next: 'verdict.settingTwiceNext',
  },
  {
    says: /: no matching 'forwarders' statement/,
    key: 'verdict.noForwarders',
    next: 'verdict.noForwardersNext',
  },
  {
    says: /: (?:response-policy|catalog) zone '(?<name>[^']*)' is not a (?:primary or secondary|master or slave) zone/,
    key: 'verdict.zoneUndeclared',
    next: 'verdict.nameMissingNext',
  },
  {
    says: /: unable to find [a-z-]+ list '(?<name>[^']*)'/,
    key: 'verdict.listMissing',
    next: 'verdict.nameMissingNext',
  },
  {
    says: /: dns64 prefix (?<value>\S+) length is not|: (?:invalid|unknown) algorithm '(?<value>[^']*)'|: undefined category: '(?<value>[^']*)'|: endpoint '(?<value>[^']*)' is not a valid/,
    key: 'verdict.badChoice',
    next: 'verdict.valueNext',
  },
  {
    says: /: static trust anchor for root zone cannot be used with/,
    key: 'verdict.rootAnchor',
    next: 'verdict.rootAnchorNext',
  },
  {
    says: /: undefined channel: '(?<name>[^']*)'/,
    key: 'verdict.channelMissing',
    next: 'verdict.nameMissingNext',
  },
  {
    says: /: channel '(?<name>[^']*)': exactly one of file, syslog, null, and stderr must be present/,
    key: 'verdict.channelTarget',
  },
  {
    says: /: in-view .* view '(?<name>[^']*)'|: 'in-view' zone .* view '(?<name>[^']*)'/,
    key: 'verdict.viewMissing',
    next: 'verdict.nameMissingNext',
  },
  {
    says: /: key '(?<name>[^']*)' must have both 'secret' and 'algorithm' defined/,
    key: 'verdict.keyIncomplete',
    next: 'verdict.badSecretNext',
  },
  {
    says: /: (?:key '(?<name>[^']*)': already exists|attempt to redefine acl '(?<name>[^']*)') previous definition: (?<place>\S+)/,
    key: 'verdict.declaredTwice',
    next: 'verdict.settingTwiceNext',
  },
  {
    says: /: attempt to redefine builtin acl '(?<name>[^']*)'/,
    key: 'verdict.builtinName',
    next: 'verdict.builtinNameNext',
  },
  {
    says: /: tls '(?<name>[^']*)': 'cert-file' and 'key-file' must both be specified/,
    key: 'verdict.tlsPair',
  },
  {
    says: /: [a-z-]+: '(?<path>\/[^']*)' does not exist/,
    key: 'verdict.fileMissing',
    next: 'verdict.fileMissingNext',
  },
  {
    says: /(?<path>\/[^:]+):\d+: (?:isc_lex_gettoken\(\) failed: )?(?:not a file|I\/O error)/,
    key: 'verdict.notFile',
    next: 'verdict.includeMissingNext',
  },
  { says: /: bad (?<name>base64|hex) encoding/, key: 'verdict.badEncoding', next: 'verdict.badEncodingNext' },
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
  {
    says: /: unknown key '(?<name>[^']*)'|: key '(?<name>[^']*)' is not defined/,
    key: 'verdict.keyMissing',
    next: 'verdict.nameMissingNext',
  },
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
    says: /: (?:.*expected|syntax error|expected .*) near '(?<text>[^']*)'/,
    key: 'verdict.unexpected',
    next: 'verdict.unexpectedNext',
  },
]
