import {
  checkedDaemons,
  readVerdict,
  wordsOf,
  type CheckedDaemon,
} from '#core/apply/verdicts/read-verdict.ts'
import { en } from '#shared/locales/en.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { describe, expect, it } from 'vitest'
import { checkerLines } from './checker-lines.ts'

const english = createI18n('en')
const chinese = createI18n('zh')

function read(daemon: CheckedDaemon, text: string, bad = true) {
  return readVerdict({ daemon, text, file: null, line: null, bad })
}

// As the checkers of Debian 11, 12 and 13 printed them.
const said: readonly (readonly [CheckedDaemon, string, string])[] = [
  ['bind', "/etc/bind/named.conf.local:1: unknown option 'foo'", 'unknownSetting'],
  ['bind', "/etc/bind/named.conf.local:2: missing ';' before 'recursion'", 'missingSemicolon'],
  ['bind', "/etc/bind/named.conf.local:3: '}' expected near end of file", 'unexpectedEnd'],
  ['bind', '/etc/bind/named.conf.local:2: unexpected end of input ', 'unexpectedEnd'],
  ['bind', "/etc/bind/named.conf.local:2: syntax error near '}'", 'extraBrace'],
  [
    'bind',
    "/etc/bind/named.conf.local:2: zone 'a.test': already exists previous definition: /etc/bind/named.conf.local:1",
    'zoneTwice',
  ],
  ['bind', "/etc/bind/named.conf.local:2: 'options' redefined near 'options'", 'settingTwice'],
  ['bind', '/etc/bind/named.conf.local:1: parsing failed: file not found', 'includeMissingHere'],
  ['bind', '/etc/bind/named.conf.local:1: open: /etc/bind/nowhere.conf: file not found', 'includeMissing'],
  ['bind', "/etc/bind/named.conf.local:1: invalid prefix length '40'", 'notAddress'],
  [
    'bind',
    "/etc/bind/named.conf.local:1: expected integer and optional unit or percent near 'big'",
    'notNumber',
  ],
  ['bind', "/etc/bind/named.conf.local:1: boolean expected near 'maybe'", 'notYesNo'],
  ['bind', "/etc/bind/named.conf.local:1: 'mistress' unexpected", 'unexpected'],
  ['bind', "/etc/bind/named.conf.local:1: option 'dnssec-enable' no longer exists", 'settingGone'],
  [
    'bind',
    "/etc/bind/named.conf.local:1: option 'dnssec-enable' is obsolete and should be removed ",
    'settingOld',
  ],
  ['bind', "/etc/bind/named.conf.local:1: option 'auto-dnssec' is deprecated", 'settingOld'],
  ['bind', "/etc/bind/named.conf.local:2: unknown key 'nokey'", 'keyMissing'],
  ['bind', "/etc/bind/named.conf.local:1: bad secret 'bad base64 encoding'", 'badSecret'],
  [
    'bind',
    "/etc/bind/named.conf.local:2: when using 'view' statements, all zones must be in views",
    'zoneOutsideViews',
  ],
  [
    'bind',
    "/etc/bind/named.conf.local:2: writeable file '/tmp/w/f': already in use: /etc/bind/named.conf:1",
    'zoneFileShared',
  ],
  [
    'bind',
    "/etc/bind/named.conf.local:1: change directory to '/nowhere' failed: file not found",
    'directoryMissing',
  ],
  [
    'bind',
    "/etc/bind/named.conf.local:1: zone 'a.test': option 'dnssec-policy nosuch' has no matching dnssec-policy config",
    'policyMissing',
  ],
  ['bind', 'zone a.test/IN: loading from master file nowhere failed: file not found', 'zoneFileMissing'],
  ['bind', 'zone a.test/IN: has no NS records', 'zoneNoNs'],
  ['bind', 'zone a.test/IN: has 0 SOA records', 'zoneSoa'],
  ['bind', "zone a.test/IN: NS 'ns.a.test' has no address records (A or AAAA)", 'nsNoAddress'],
  ['bind', "zone a.test/IN: a.test/MX 'mail.a.test' has no address records (A or AAAA)", 'mxNoAddress'],
  ['bind', "zone a.test/IN: a.test/MX 'www.a.test' is a CNAME (illegal)", 'targetIsAlias'],
  ['bind', 'dns_master_load: /etc/bind/db.x:6: www.a.test: CNAME and other data', 'cnameAndOther'],
  ['bind', 'dns_master_load: /etc/bind/db.x:4: a.test: multiple RRs of singleton type', 'recordTwice'],
  ['bind', "dns_rdata_fromtext: /etc/bind/db.x:4: near '1.2.3.400': bad dotted quad", 'notAddress'],
  ['bind', "dns_rdata_fromtext: /etc/bind/db.x:10: near '1.2.3.4': MX is an address", 'mxIsAddress'],
  ['bind', "dns_rdata_fromtext: /etc/bind/db.x:12: near '5': extra input text", 'recordExtra'],
  ['bind', "dns_rdata_fromtext: /etc/bind/db.x:7: near 'mail': not a valid number", 'notNumber'],
  ['bind', "dns_rdata_fromtext: /etc/bind/db.x:6: near '70000': out of range", 'outOfRange'],
  ['bind', 'dns_rdata_fromtext: /etc/bind/db.x:6: near eol: unexpected end of input', 'recordShort'],
  ['bind', 'dns_rdata_fromtext: /etc/bind/db.x:13: unbalanced quotes', 'openQuote'],
  ['bind', "/etc/bind/db.x:5: unknown RR type 'BAR'", 'unknownType'],
  ['bind', "dns_master_load: /etc/bind/db.x:9: unknown $ directive '$FOO'", 'unknownDirective'],
  ['bind', '/etc/bind/db.x:8: under_score.a.test: bad owner name (check-names)', 'badOwner'],
  ['bind', 'dns_master_load: /etc/bind/db.x:7: empty label', 'badLabel'],
  ['bind', 'dns_master_load: /etc/bind/db.x:8: /nowhere: file not found', 'includeMissing'],
  ['bind', '/etc/bind/db.x:6: ignoring out-of-zone data (b.other.test)', 'outOfZone'],
  ['bind', '/etc/bind/db.x:1: no TTL specified; using SOA MINTTL instead', 'noTtl'],
  ['postfix', 'postconf: warning: /etc/postfix/main.cf: unused parameter: foo=…', 'unusedParameter'],
  ['postfix', 'postconf: warning: /etc/postfix/main.cf: undefined parameter: nosuch', 'undefinedParameter'],
  [
    'postfix',
    'postfix: warning: /etc/postfix/main.cf, line 77: overriding earlier entry: biff=…',
    'overridden',
  ],
  [
    'postfix',
    'postconf: warning: /etc/postfix/main.cf: support for parameter "smtpd_use_tls" will be removed; instead, specify "smtpd_tls_security_level"',
    'settingOld',
  ],
  [
    'postfix',
    'postconf: fatal: /etc/postfix/main.cf, line 76: missing \'=\' after attribute name: "myhostname mail.a.test"',
    'missingEquals',
  ],
  ['postfix', 'postconf: warning: truncated macro reference: "${foo"', 'openMacro'],
  ['postfix', 'postfix: fatal: unknown inet_protocols value "ipv5" in "ipv5"', 'badValue'],
  ['postfix', 'postfix: fatal: bad string length 0 < 1: mydomain = ', 'emptyValue'],
  ['postfix', 'postconf: fatal: file /etc/postfix/master.cf: line 152: bad field count', 'masterFields'],
  ['postfix', 'postconf: fatal: invalid type field "bar" in "foo bar n - y - - smtpd"', 'masterField'],
  ['postfix', 'postconf: fatal: open /etc/postfix/master.cf: No such file or directory', 'fileMissing'],
  ['postfix', 'postfix/postlog: warning: not owned by root: /etc/postfix/./main.cf', 'notRoots'],
  ['postfix', 'postfix/postlog: warning: group or other writable: /etc/postfix/./master.cf', 'othersWrite'],
  ...(
    [
      ['line 1: Unknown setting: foo', 'unknownSetting'],
      ['line 1: foo: Unknown setting: foo', 'unknownSetting'],
      ['line 2: Unknown setting: passdb { passwd_file_pth', 'unknownSetting'],
      ['line 1: Unknown section name: nosection', 'unknownSection'],
      ['line 1: Invalid boolean value: maybe (use yes or no)', 'notYesNo'],
      ['line 1: auth_verbose: Invalid boolean value: maybe (use yes or no)', 'notYesNo'],
      ['line 1: Invalid number many: Not a valid number', 'notNumber'],
      ['line 5: Invalid number: 0999', 'notNumber'],
      ['line 1: Invalid time interval: 5 parsecs', 'notTime'],
      ['line 1: Invalid size: 5 XB', 'notSize'],
      ['line 1: Invalid value: perhaps', 'badChoice'],
      ['line 1: ssl: Invalid value: perhaps', 'badValue'],
      ['line 3: port: Invalid port number 99999', 'notPort'],
      ["line 1: Unexpected '}'", 'extraBrace'],
      ["line 1: Expecting '{'", 'notSetting'],
      ['line 1: No matches', 'includeMissingHere'],
      ["line 1: ssl_cert: Can't open file /nowhere.pem: No such file or directory", 'certificateMissing'],
      [
        'line 1: ssl_server_cert_file: open(/nowhere.pem) failed: No such file or directory',
        'certificateMissing',
      ],
      ['line 1: passdb { } is missing section name', 'sectionName'],
      ['line 1: gethostbyname(foo.nowhere) failed: Name or service not known', 'hostUnknown'],
      ["line 1: dovecot_config_version value can't be changed once set", 'versionTwice'],
    ] as const
  ).map(([rest, key]): readonly [CheckedDaemon, string, string] => [
    'dovecot',
    `doveconf: Fatal: Error in configuration file /etc/dovecot/conf.d/99-x.conf ${rest}`,
    key,
  ]),
  [
    'dovecot',
    "doveconf: Fatal: Error in configuration file /etc/dovecot/dovecot.conf: Missing '}' (section started at /etc/dovecot/conf.d/99-x.conf:1)",
    'missingBrace',
  ],
  ['dovecot', 'doveconf: Error: protocols: Unknown protocol: nosuch', 'unknownProtocol'],
  ['dovecot', "doveconf: Error: default_login_user doesn't exist: nosuchuser", 'accountMissing'],
  ['dovecot', 'doveconf: Error: passdb is missing driver', 'passdbDriver'],
  [
    'dovecot',
    "doveconf: Error: Namespace '': Hierarchy separator must be only one character long",
    'separator',
  ],
  [
    'dovecot',
    'doveconf: Warning: service auth { client_limit=5 } is lower than required under max. load (300)',
    'clientLimit',
  ],
  [
    'dovecot',
    'doveconf: Warning: Obsolete setting in /etc/dovecot/conf.d/99-x.conf:1: ssl_protocols has been replaced by ssl_min_protocol',
    'settingOld',
  ],
  ['nftables', '/etc/nftables.conf:2:12-12: Error: syntax error, unexpected newline', 'unexpected'],
  ['nftables', '/etc/nftables.conf:2:1-1: Error: syntax error, unexpected end of file', 'unexpectedEnd'],
  ['nftables', '/etc/nftables.conf:1:1-19: Error: File not found: /nowhere', 'includeMissing'],
  [
    'nftables',
    '/etc/nftables.conf:1:15-20: Error: Could not process rule: No such file or directory',
    'ruleTarget',
  ],
]

describe('readVerdict', () => {
  it.each([...said, ...checkerLines])('reads what %s says: %s', (daemon, text, key) => {
    const finding = read(daemon, text)
    expect(finding?.message.key).toBe(`verdict.${key}`)
    for (const language of [english, chinese]) {
      for (const message of [finding?.message, finding?.next]) {
        if (message) expect(translate(language, message)).not.toMatch(/\{\{|^verdict\./)
      }
    }
  })

  it('says nothing of lines that only sum up what others said', () => {
    for (const text of [
      'zone a.test/IN: not loaded due to errors.',
      'zone a.test/IN: loading from master file /etc/bind/db.x failed: bad dotted quad',
      '_default/a.test/IN: bad dotted quad',
    ])
      expect(read('bind', text)).toBeNull()
    expect(read('postfix', 'postconf: fatal: macro processing error')).toBeNull()
    expect(read('nftables', '                     ^^^^')).toBeNull()
  })

  it('tells a line that nobody knows as it stands', () => {
    expect(read('dovecot', 'doveconf: Fatal: the moon is full')).toMatchObject({
      severity: 'error',
      message: { key: 'verdict.other', params: { text: 'doveconf: Fatal: the moon is full' } },
      next: null,
    })
  })

  it('calls a warning what the daemon starts with all the same', () => {
    expect(
      read('postfix', 'postconf: warning: /etc/postfix/main.cf: unused parameter: foo=…', false),
    ).toMatchObject({
      severity: 'warning',
    })
    expect(read('bind', '/etc/bind/db.x:1: no TTL specified; using SOA MINTTL instead')).toMatchObject({
      severity: 'warning',
    })
  })

  it.each(checkedDaemons)('has a value for each placeholder of what %s says', (daemon) => {
    const texts: Readonly<Record<string, string>> = en.verdict
    for (const { says, key, next } of wordsOf[daemon]) {
      for (const used of [key, next]) {
        const text = texts[(used ?? '').replace('verdict.', '')] ?? ''
        for (const [, name = ''] of text.matchAll(/\{\{(\w+)\}\}/g))
          expect(says.source, `${used ?? ''} wants ${name}`).toContain(`(?<${name}>`)
      }
    }
  })
})
