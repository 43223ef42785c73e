import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/validate.sh')
const marked = join(import.meta.dirname, '../../../../../electron/core/backends/shell/transaction.sh')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-validate-'))
  mkdirSync(join(root, 'view'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, text: string): void {
  const file = join(root, 'view', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const held = (path: string) => readFileSync(join(root, 'view', path), 'utf8')

/** Runs commands of validate.sh over the copy of a server's files, with what a checker said. */
function run(daemon: string, verdict: string, commands: string): string {
  writeFileSync(join(root, 'verdict'), verdict)
  writeFileSync(join(root, 'told'), '')
  writeFileSync(join(root, 'journal'), '')
  const script = `. ${source}
now() { echo 2026-11-22T12:00:00Z; }
tab=$(printf '\\t') run_dir=${root} journal=${root}/journal step=x checker=x refuse= refused= status=1 daemon=${daemon}
${commands}`
  return execFileSync('dash', ['-c', script], { encoding: 'utf8' })
}

function places(daemon: string, verdict: string): readonly string[] {
  run(daemon, verdict, 'place_verdict')
  return readFileSync(join(root, 'places'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').slice(0, 2).join(':'))
}

function mended(daemon: string, verdict: string): boolean {
  return run(daemon, verdict, 'place_verdict; if mend_view; then echo yes; else echo no; fi') === 'yes\n'
}

const fatal = 'doveconf: Fatal: Error in configuration file'

describe('the places of what checkers say', () => {
  it('are read from the line where it names them', () => {
    expect(
      places(
        'dovecot',
        [
          `${fatal} /etc/dovecot/conf.d/9 x.conf line 3: Unknown setting: foo`,
          `${fatal} /etc/dovecot/dovecot.conf: Missing '}' (section started at /etc/dovecot/a.conf:7)`,
          'doveconf: Warning: Obsolete setting in /etc/dovecot/b.conf:5: x has been replaced by y',
          `${fatal} /etc/dovecot/b.conf line 0: Couldn't open include file /etc/dovecot/c.conf: No such file`,
          'postconf: fatal: /etc/postfix/main.cf, line 76: missing x',
          'postconf: fatal: file /etc/postfix/master.cf: line 12: bad field count',
          "dns_rdata_fromtext: /etc/bind/db.x:4: near '1': bad dotted quad",
          "/etc/bind/named.conf:2: unknown option 'foo'",
          'nothing of the kind',
        ].join('\n'),
      ),
    ).toEqual([
      '/etc/dovecot/conf.d/9 x.conf:3',
      '/etc/dovecot/a.conf:7',
      '/etc/dovecot/b.conf:5',
      '/etc/dovecot/c.conf:-',
      '/etc/postfix/main.cf:76',
      '/etc/postfix/master.cf:12',
      '/etc/bind/db.x:4',
      '/etc/bind/named.conf:2',
      '-:-',
    ])
  })

  it('are found for a service of master.cf whose options stand in lines of their own', () => {
    put('etc/postfix/master.cf', 'smtp inet n - y - - smtpd\nsmtps inet  n - y -\n  -o a=b\n')
    const text = 'postconf: fatal: invalid process_limit field "-o" in "smtps inet n - y -  -o a=b"'
    expect(places('postfix', text)).toEqual(['/etc/postfix/master.cf:2'])
  })

  it('are looked for in main.cf where Postfix names a parameter and its value', () => {
    put(
      'etc/postfix/main.cf',
      'mail_owner = postfix\nmail_owner = root\nipc_timeout = 0\nx = no # so\na = $a\n',
    )
    const file = 'postfix: fatal: file /etc/postfix/main.cf:'
    const lines = [
      `${file} parameter mail_owner: user root has privileged user ID`,
      `${file} parameter mail_owner: unknown user name value: postfix`,
      'postfix: fatal: invalid ipc_timeout: 0 (min 1)',
      'postconf: warning: /etc/postfix/main.cf: #comment after other text is not allowed: # so...',
      'postconf: warning: unreasonable macro call nesting: "a"',
    ]
    expect(places('postfix', lines.join('\n'))).toEqual(
      [2, 1, 3, 4, 5].map((n) => `/etc/postfix/main.cf:${n}`),
    )
  })

  it('are looked for in the files where the line names a setting only', () => {
    put('etc/postfix/main.cf', '# foo = no\nfoo = bar\nmydestination = $nosuch\ninet_protocols = ipv5\n')
    put('etc/postfix/master.cf', 'smtp inet n - y - - smtpd\nfoo  inet maybe -\ty - - smtpd\n')
    expect(
      places(
        'postfix',
        [
          'postconf: warning: /etc/postfix/main.cf: unused parameter: foo=bar',
          'postconf: warning: /etc/postfix/main.cf: undefined parameter: nosuch',
          'postfix: fatal: unknown inet_protocols value "ipv5" in "ipv5"',
          'postconf: fatal: invalid private field "maybe" in "foo inet maybe - y - - smtpd"',
          'postconf: warning: /etc/postfix/main.cf: unused parameter: $(reboot)=x',
        ].join('\n'),
      ),
    ).toEqual([
      '/etc/postfix/main.cf:2',
      '/etc/postfix/main.cf:3',
      '/etc/postfix/main.cf:4',
      '/etc/postfix/master.cf:2',
      '-:-',
    ])
  })

  it('name the file of a zone, or its statement', () => {
    put(
      'etc/bind/named.conf.local',
      '// zone "a.test"\nzone "a.test" {\n\ttype master;\n\tfile "/etc/bind/db.a";\n};\nzone "b.test" { type master; file "db.b"; };\n',
    )
    expect(
      places(
        'bind',
        [
          'zone a.test/IN: has no NS records',
          'zone b.test/IN: has no NS records',
          'zone a.test/IN: loading from master file /etc/bind/db.a failed: file not found',
        ].join('\n'),
      ),
    ).toEqual(['/etc/bind/db.a:-', '/etc/bind/named.conf.local:6', '/etc/bind/named.conf.local:2'])
  })
})

describe('mending the copy', () => {
  it('takes out a line of Dovecot, or its whole section', () => {
    put('etc/dovecot/x.conf', 'foo = 1\nnosection a {\n  b {\n  }\n}\nc = 2\n')
    expect(mended('dovecot', `${fatal} /etc/dovecot/x.conf line 2: Unknown setting: nosection`)).toBe(true)
    expect(held('etc/dovecot/x.conf')).toBe('foo = 1\n\n\n\n\nc = 2\n')
  })

  it('takes out a parameter of Postfix with the lines that go on', () => {
    put('etc/postfix/main.cf', 'a = 1\nb c\n  d\n  e\nf = 2\n')
    expect(mended('postfix', 'postconf: fatal: /etc/postfix/main.cf, line 2: missing')).toBe(true)
    expect(held('etc/postfix/main.cf')).toBe('a = 1\n\n\n\nf = 2\n')
  })

  it('takes out a statement of BIND, a zone as a whole, and keeps what closes others', () => {
    put(
      'etc/bind/named.conf',
      'options {\n\tfoo {\n\t\ta;\n\t};\n\trecursion no;\n};\nzone "a" {\n\ttype master;\n\tfile "x";\n};\nzone "b" { type mistress; file "b"; };\n',
    )
    const at = '/etc/bind/named.conf'
    expect(mended('bind', `${at}:2: unknown option 'foo'\n${at}:7: zone 'a': already exists`)).toBe(true)
    expect(held('etc/bind/named.conf')).toBe(
      'options {\n\n\n\n\trecursion no;\n};\n\n\n\n\nzone "b" { type mistress; file "b"; };\n',
    )
    expect(mended('bind', `${at}:11: 'mistress' unexpected`)).toBe(true)
    expect(held('etc/bind/named.conf')).toContain('zone "b" { type master; file "b"; };')
  })

  it('keeps the name of what others may name, and takes out what is declared again', () => {
    const path = 'etc/bind/named.conf'
    put(
      path,
      'acl lan { 10.0.0.1/8; };\nkey "k" {\n\talgorithm hmac-md6;\n};\nacl lan { any; };\noptions { };\n',
    )
    const said = [
      "/etc/bind/named.conf:1: '10.0.0.1/8': address/prefix length mismatch '8'",
      "/etc/bind/named.conf:2: unknown algorithm 'hmac-md6'",
      "/etc/bind/named.conf:5: attempt to redefine acl 'lan' previous definition: /etc/bind/named.conf:1",
    ]
    expect(mended('bind', said.join('\n'))).toBe(true)
    const key = 'key "k" { algorithm hmac-sha256; secret "c291bmQ="; };'
    expect(held(path)).toBe(`acl lan { any; };\n${key}\n\n\n\noptions { };\n`)
    // Sound already: whatever is wrong here cannot be mended.
    expect(mended('bind', '/etc/bind/named.conf:1: something else')).toBe(false)
  })

  it('stops where nothing more can be mended', () => {
    put('etc/bind/named.conf', 'options {\n')
    expect(mended('bind', "/etc/bind/named.conf:2: '}' expected near end of file")).toBe(false)
    expect(mended('bind', 'zone a/IN: not loaded due to errors.\n/etc/bind/named.conf:1: x')).toBe(false)
    expect(mended('dovecot', 'doveconf: Fatal: the moon is full')).toBe(false)
  })

  it('never writes through a link that leads out of the copy', () => {
    const outside = join(root, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'real.conf'), 'foo = 1\n')
    put('etc/dovecot/dovecot.conf', '')
    symlinkSync(join(outside, 'real.conf'), join(root, 'view/etc/dovecot/link.conf'))
    symlinkSync(outside, join(root, 'view/etc/dovecot/dir'))
    expect(mended('dovecot', `${fatal} /etc/dovecot/link.conf line 1: Unknown setting: foo`)).toBe(true)
    expect(mended('dovecot', `${fatal} /etc/dovecot/dir/real.conf line 1: Unknown setting: foo`)).toBe(false)
    expect(readFileSync(join(outside, 'real.conf'), 'utf8')).toBe('foo = 1\n')
  })
})

describe('the words of checkers in the journal', () => {
  it('are JSON whatever they hold, each told once, and values of unknown settings are not told', () => {
    const text =
      'x: "quoted" \\back\\ $(id) `id`\nx: again\npostconf: warning: /m: unused parameter: pw=hunter2'
    run('postfix', text, 'place_verdict; tell_verdict true; tell_verdict true')
    const lines = readFileSync(join(root, 'journal'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as { text: string; bad: boolean })).toMatchObject([
      { text: 'x: "quoted" \\back\\ $(id) `id`', bad: true },
      { text: 'x: again', bad: true },
      { text: 'postconf: warning: /m: unused parameter: pw=…', bad: false },
    ])
  })

  it('name the line of the file on the disk, which a refused one never becomes', () => {
    const at = (folder: string, text: string) => {
      mkdirSync(join(root, folder, 'etc/postfix'), { recursive: true })
      writeFileSync(join(root, folder, 'etc/postfix/main.cf'), text)
    }
    at('stage', 'ours = 1\na\nmyhostname = x\na\nnew b\n')
    at('disk', '# old\n# old\na\n# old\na\n')
    const told = (refused: boolean) => {
      const fatal = (n: number) => `postconf: fatal: /etc/postfix/main.cf, line ${n}: missing '='`
      const commands = `refused=${refused ? 'yes' : ''} disk_root=${root}/disk; place_verdict; tell_verdict ${refused}`
      run('postfix', [2, 4, 5, 99].map(fatal).join('\n'), commands)
      const lines = readFileSync(join(root, 'journal'), 'utf8').trimEnd().split('\n')
      return lines.map((line) => JSON.parse(line) as { line: number; text: string })
    }
    expect(told(true)).toMatchObject([
      { line: 3, text: "postconf: fatal: /etc/postfix/main.cf, line 3: missing '='" },
      { line: 5, text: "postconf: fatal: /etc/postfix/main.cf, line 5: missing '='" },
      // Ours, or none: there is no other number.
      { line: 5 },
      { line: 99 },
    ])
    expect(told(false).map(({ line }) => line)).toEqual([2, 4, 5, 99])
  })

  it('are asked of all checkers of a group before it is given up', () => {
    expect(readFileSync(marked, 'utf8')).toContain('refused=\n')
    expect(
      run('bind', '', 'refused=; none_refused && echo whole; refused=yes; none_refused || echo given up'),
    ).toBe('whole\ngiven up\n')
  })
})
