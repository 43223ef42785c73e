import type { Said } from './said.ts'

/** What named-checkzone(8), and named-checkconf -z, say of a zone file (RFC 1035 section 5, RFC 1912 section 2). */
export const zoneWords: readonly Said[] = [
  {
    says: /^zone (?<name>[^/]+)\/\w+: loading from master file (?<path>.+) failed: file not found/,
    key: 'verdict.zoneFileMissing',
    next: 'verdict.zoneFileMissingNext',
  },
  {
    says: /^zone (?<name>[^/]+)\/\w+: loading from master file (?<path>.+) failed: permission denied/,
    key: 'verdict.zoneFileUnreadable',
    next: 'verdict.fileMissingNext',
  },
  // The record that is wrong has been named before; these lines only sum up.
  { says: /^zone \S+: loading from master file .* failed: |^zone \S+: not loaded due to errors/, key: null },
  { says: /^_default\/|^[\w.-]+\/[\w.-]+\/IN: /, key: null },
  {
    says: /^zone (?<name>[^/]+)\/\w+: has no NS records/,
    key: 'verdict.zoneNoNs',
    next: 'verdict.zoneNoNsNext',
  },
  {
    says: /^zone (?<name>[^/]+)\/\w+: has (?<n>\d+) SOA records/,
    key: 'verdict.zoneSoa',
    next: 'verdict.zoneSoaNext',
  },
  {
    says: /^zone \S+: NS '(?<name>[^']*)' has no address records/,
    key: 'verdict.nsNoAddress',
    next: 'verdict.targetNoAddressNext',
  },
  {
    says: /^zone \S+: \S+\/MX '(?<name>[^']*)' has no address records/,
    key: 'verdict.mxNoAddress',
    next: 'verdict.targetNoAddressNext',
  },
  {
    says: /^zone \S+: \S+\/(?<type>\w+) '(?<name>[^']*)' has no address records/,
    key: 'verdict.targetNoAddress',
    next: 'verdict.targetNoAddressNext',
  },
  {
    says: /^zone \S+: (?:\S+\/)?(?<type>NS|MX|SRV) '(?<name>[^']*)' is a CNAME/,
    key: 'verdict.targetIsAlias',
    next: 'verdict.targetIsAliasNext',
  },
  {
    says: /: (?<name>\S+): CNAME and other data/,
    key: 'verdict.cnameAndOther',
    next: 'verdict.cnameAndOtherNext',
  },
  {
    says: /: (?<name>\S+): multiple RRs of singleton type/,
    key: 'verdict.recordTwice',
    next: 'verdict.recordTwiceNext',
  },
  {
    says: /: near '(?<value>[^']*)': bad dotted quad|: near '(?<value>[^']*)': bad IPv6 address/,
    key: 'verdict.notAddress',
    next: 'verdict.valueNext',
  },
  {
    says: /: near '(?<value>[^']*)': MX is an address|: warning: '?(?<value>[^':]*)'?: MX is an address/,
    key: 'verdict.mxIsAddress',
    next: 'verdict.mxIsAddressNext',
  },
  {
    says: /: near '(?<value>[^']*)': extra input text/,
    key: 'verdict.recordExtra',
    next: 'verdict.recordNext',
  },
  {
    says: /: near '(?<value>[^']*)': not a valid number/,
    key: 'verdict.notNumber',
    next: 'verdict.recordNext',
  },
  {
    says: /: near '(?<value>[^']*)': (?:out of range|text too long|ran out of space)/,
    key: 'verdict.outOfRange',
    next: 'verdict.valueNext',
  },
  {
    says: /: near eol: unexpected end of input|: unexpected end of line/,
    key: 'verdict.recordShort',
    next: 'verdict.recordNext',
  },
  {
    says: /: (?:near eol: )?bad (?<name>base64|hex) encoding/,
    key: 'verdict.badEncoding',
    next: 'verdict.badEncodingNext',
  },
  {
    says: /\.\w*:\d+: extra input text|: (?:unexpected token|syntax error|near eol: FORMERR|bad escape)$/,
    key: 'verdict.recordPart',
    next: 'verdict.recordNext',
  },
  {
    says: /: class '(?<name>[^']*)' != zone class/,
    key: 'verdict.recordClass',
    next: 'verdict.recordClassNext',
  },
  { says: /: invalid range '(?<value>[^']*)'/, key: 'verdict.badRange', next: 'verdict.valueNext' },
  {
    says: /: NS record '(?<value>[^']*)' appears to be an address/,
    key: 'verdict.nsIsAddress',
    next: 'verdict.nsIsAddressNext',
  },
  {
    says: /: SOA record not at top of zone \((?<name>[^)]*)\)/,
    key: 'verdict.soaNotTop',
    next: 'verdict.zoneSoaNext',
  },
  {
    says: /^zone \S+: '(?<name>[^']*)' found type SPF record but no SPF TXT record/,
    key: 'verdict.spfType',
    next: 'verdict.spfTypeNext',
    severity: 'warning',
  },
  {
    says: /^zone \S+: getaddrinfo\((?<name>[^)]*)\) failed/,
    key: 'verdict.hostUnknown',
    next: 'verdict.targetNoAddressNext',
    severity: 'warning',
  },
  { says: /: unbalanced quotes/, key: 'verdict.openQuote', next: 'verdict.openQuoteNext' },
  { says: /: unbalanced parentheses/, key: 'verdict.openParenthesis', next: 'verdict.openParenthesisNext' },
  {
    says: /: unknown RR type '(?<name>[^']*)'|: near '(?<name>[^']*)': unknown class\/type/,
    key: 'verdict.unknownType',
    next: 'verdict.unknownTypeNext',
  },
  {
    says: /: unknown \$ directive '(?<name>[^']*)'/,
    key: 'verdict.unknownDirective',
    next: 'verdict.unknownSettingNext',
  },
  {
    says: /: (?<name>\S+): bad owner name \(check-names\)/,
    key: 'verdict.badOwner',
    next: 'verdict.badOwnerNext',
  },
  { says: /: (?:empty label|label too long|name too long|bad label type)/, key: 'verdict.badLabel' },
  {
    says: /^dns_master_load: \S+:\d+: (?<path>\/\S+): (?:file not found|permission denied)/,
    key: 'verdict.includeMissing',
    next: 'verdict.includeMissingNext',
  },
  {
    says: /: ignoring out-of-zone data \((?<name>[^)]*)\)/,
    key: 'verdict.outOfZone',
    next: 'verdict.outOfZoneNext',
    severity: 'warning',
  },
  {
    says: /: no TTL specified; using SOA MINTTL|: TTL set to prior TTL/,
    key: 'verdict.noTtl',
    next: 'verdict.noTtlNext',
    severity: 'warning',
  },
  { says: /: no TTL specified/, key: 'verdict.noTtl', next: 'verdict.noTtlNext' },
  {
    says: /: no current owner name/,
    key: 'verdict.noOwner',
    next: 'verdict.recordNext',
  },
]
