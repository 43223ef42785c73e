import { describe, expect, it } from 'vitest'
import { dialectOf } from '#core/roles/dovecot/dialects.ts'
import type { FileFact } from '#core/facts/host-facts.ts'
import { keptAddresses, usersFile } from '#core/roles/dovecot/users-file.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, filesOf, wholeWish } from '../whole-wish.ts'

describe("Dovecot's dialect", () => {
  it.each([
    ['1:2.3.19.1+dfsg1-2.1+deb12u7', '2.3'],
    ['1:2.4.1+dfsg1-6', '2.4'],
    ['2.2.36', '2.2'],
    ['1:2.5.0', null],
    ['', null],
  ])('of version %j is %s', (version, dialect) => {
    expect(dialectOf(version)).toBe(dialect)
  })

  it('is that of the candidate, whatever the release is called', () => {
    const facts = bareRelease('12', { candidates: new Map([['dovecot-core', '1:2.4.2-1']]) })
    const text = filesOf(wholeWish(exampleSpec(), facts).resources).get('/etc/dovecot/dovecot.conf')?.content
    expect(text).toContain('dovecot_config_version = 2.4.0\n')
  })

  it('that is not known forbids the plan', () => {
    const facts = bareRelease('13', { candidates: new Map([['dovecot-core', '1:2.5.0-1']]) })
    expect(wholeWish(exampleSpec(), facts).notices).toContainEqual({
      blocking: true,
      message: { key: 'roles.noticeDovecotVersion', params: { version: '1:2.5.0-1' } },
    })
  })
})

describe('the users file', () => {
  it('keeps lines of other domains and all fields after the password', () => {
    const existing =
      'eve@other.test:{PLAIN}x::::::\nalice@example.test:{PLAIN}old:5001:5001::/home/a::quota=1\n'
    const { text, changed } = usersFile(existing, exampleSpec())
    expect(text).toContain('eve@other.test:{PLAIN}x::::::\n')
    expect(text).toMatch(/^alice@example\.test:\{SHA512-CRYPT\}\$6\$[^:]+:5001:5001::\/home\/a::quota=1$/m)
    expect(changed).toEqual(['alice@example.test'])
  })

  it('keeps mailboxes of the domain that others made, and drops those of ours that are no longer named', () => {
    const foreign = 'carol@example.test:{PLAIN}x::::::\n'
    expect(keptAddresses(foreign, exampleSpec())).toEqual(['carol@example.test'])
    expect(usersFile(foreign, exampleSpec()).text).toContain(foreign)
    const own = usersFile(null, exampleSpec()).text
    const later = usersFile(own, exampleSpec({ mailboxes: [{ name: 'bob' }], aliases: [] }))
    expect(later.removed).toEqual(['alice@example.test'])
    expect(later.text).not.toContain('alice')
    expect(later.text).toContain('bob@example.test:{SHA512-CRYPT}')
  })

  it('forbids a new mailbox without password', () => {
    const spec = exampleSpec({ mailboxes: [{ name: 'carol' }], aliases: [] })
    expect(wholeWish(spec, bareRelease('12')).notices).toContainEqual({
      blocking: true,
      message: { key: 'roles.noticePasswordMissing', params: { name: 'carol' } },
    })
  })
})

describe('a configuration that somebody wrote', () => {
  const mbox = 'mail_location = mbox:~/mail:INBOX=/var/mail/%u\n'
  const old = new Map([
    ['/etc/dovecot/dovecot.conf', fileFact('# by hand\n!include conf.d/*.conf\n!include_try local.conf\n')],
    ['/etc/dovecot/conf.d/10-mail.conf', fileFact(`${mbox}disable_plaintext_auth = no\n`)],
    [
      '/etc/dovecot/conf.d/auth.conf',
      fileFact('passdb {\n  driver = pam\n}\nuserdb {\n  driver = passwd\n}\n'),
    ],
  ])
  const adopted = (accounts: 'virtual' | 'system', versionId = '12') =>
    filesOf(wholeWish(exampleSpec({ accounts }), bareRelease(versionId, { files: old })).resources)

  it('is told apart from ours where it lets the same people in', () => {
    const logins =
      'passdb {\n  driver = passwd-file\n  args = scheme=CRYPT username_format=%u /etc/dovecot/customers\n}\n'
    const files = new Map([
      ...old,
      [
        '/etc/dovecot/local.conf',
        fileFact(`${logins}passdb {\n  driver = sql\n  args = /etc/dovecot/sql.conf.ext\n}\n`),
      ],
      [
        '/etc/dovecot/customers',
        fileFact('# ours\nAlice@example.test:{PLAIN}x:1:1::/srv\ncarol@example.test:y\n'),
      ],
    ])
    const { resources, notices } = wholeWish(exampleSpec(), bareRelease('12', { files }))
    expect(filesOf(resources).get('/etc/dovecot/users')?.warnings).toEqual([
      {
        key: 'roles.mailboxHasLoginWarning',
        params: { address: 'alice@example.test', path: '/etc/dovecot/customers' },
      },
    ])
    expect(notices).toContainEqual({
      blocking: false,
      message: { key: 'roles.noticeForeignLogins', params: { driver: 'sql' } },
    })
  })

  it('stays, and reads ours before and after', () => {
    expect(adopted('virtual').get('/etc/dovecot/dovecot.conf')?.content).toBe(
      [
        '# by hand',
        '# Mailwright: the logins of its mailboxes, before all others.',
        '!include mailwright-first.conf',
        '!include conf.d/*.conf',
        '!include_try local.conf',
        '# Mailwright: at the end, so that it counts.',
        '!include mailwright-last.conf',
        '',
      ].join('\n'),
    )
    const last = adopted('virtual').get('/etc/dovecot/mailwright-last.conf')
    expect(last?.content).not.toContain('mail_location')
    expect(last?.warnings).toContainEqual({
      key: 'roles.parameterChangedWarning',
      params: { name: 'disable_plaintext_auth', before: 'no', after: 'yes' },
    })
    expect(last?.warnings).toContainEqual({ key: 'roles.plaintextEndsWarning' })
  })

  it('is not warned of again where our file is in force already', () => {
    const { content = '' } = adopted('virtual').get('/etc/dovecot/mailwright-last.conf') ?? {}
    const files = new Map([...old, ['/etc/dovecot/mailwright-last.conf', fileFact(content)]])
    const again = filesOf(wholeWish(exampleSpec(), bareRelease('12', { files })).resources)
    const warnings = again.get('/etc/dovecot/mailwright-last.conf')?.warnings ?? []
    const keys = warnings.map(({ key }) => key)
    expect(keys).not.toContain('roles.plaintextEndsWarning')
    expect(keys).not.toContain('roles.parameterChangedWarning')
  })

  it('needs no more than our domain taken off the logins where users are those of the system', () => {
    expect(adopted('system').has('/etc/dovecot/mailwright-first.conf')).toBe(false)
    const last = adopted('system').get('/etc/dovecot/mailwright-last.conf')?.content
    expect(last).toContain('auth_username_format = %{if;%Ld;eq;example.test;%Ln;%Lu}\n')
    expect(last).not.toContain('passdb')
  })

  it('gives way as a whole where the daemon no longer understands it, but not the place of the mail', () => {
    const main = adopted('system', '13').get('/etc/dovecot/dovecot.conf')
    expect(main?.content).toContain('dovecot_config_version = 2.4.0\n')
    expect(main?.warnings?.map(({ key }) => key)).toContain('roles.dovecotReplacedWarning')
    expect(adopted('system', '13').has('/etc/dovecot/mailwright-last.conf')).toBe(false)
  })

  it('finds the mail of system users in their Maildirs where an upgrade put the defaults in place of ours', () => {
    const replaced = new Map([
      [
        '/etc/dovecot/dovecot.conf',
        fileFact(
          'dovecot_config_version = 2.4.0\nmail_driver = mbox\nmail_path = ~/mail\nmail_inbox_path = /var/mail/%{user}\n',
        ),
      ],
    ])
    const lastOf = (files: Map<string, FileFact>) =>
      filesOf(wholeWish(exampleSpec({ accounts: 'system' }), bareRelease('13', { files })).resources).get(
        '/etc/dovecot/mailwright-last.conf',
      )?.content ?? ''
    const place = 'mail_driver = maildir\nmail_path = ~/Maildir\nmail_inbox_path = ~/Maildir\n'
    expect(lastOf(replaced)).not.toContain(place)
    const withMaildir = new Map([
      ...replaced,
      ['/home/alice/Maildir/cur', fileFact('', { type: 'directory', text: null })] as const,
    ])
    expect(lastOf(withMaildir)).toContain(place)
    const spool = ['/var/mail/alice', fileFact('From x\n')] as const
    expect(lastOf(new Map([...withMaildir, spool]))).not.toContain(place)
    const decided = ['/etc/dovecot/mailwright-last.conf', fileFact(lastOf(withMaildir))] as const
    expect(lastOf(new Map([...withMaildir, spool, decided]))).toContain(place)
  })

  it.each([
    ['12', 'mail_location = mdbox:~/mdbox\n'],
    ['12', 'mail_location = mdbox:~/mdbox:ALT=/slow/%u\n'],
    ['13', 'dovecot_config_version = 2.4.0\nmail_driver = sdbox\nmail_path = ~/sdbox\n'],
  ])(
    'leaves mail of another format on Debian %s where it lies, whatever Maildir is left beside it',
    (version, text) => {
      const files = new Map([
        ['/etc/dovecot/dovecot.conf', fileFact(text)],
        ['/home/alice/Maildir/cur', fileFact('', { type: 'directory', text: null })],
      ])
      const { resources } = wholeWish(exampleSpec({ accounts: 'system' }), bareRelease(version, { files }))
      const last = filesOf(resources).get('/etc/dovecot/mailwright-last.conf')?.content
      expect(last).not.toMatch(/^mail_(location|driver|path)/m)
      expect(last).toContain('service lmtp {')
    },
  )

  it('finds mail of another format also where the whole configuration has to give way', () => {
    const files = new Map([['/etc/dovecot/dovecot.conf', fileFact('mail_location = mdbox:~/mdbox\n')]])
    const { resources } = wholeWish(exampleSpec({ accounts: 'system' }), bareRelease('13', { files }))
    const main = filesOf(resources).get('/etc/dovecot/dovecot.conf')?.content
    expect(main).toContain('mail_driver = mdbox\nmail_path = ~/mdbox\n')
  })

  it('leaves listeners on ports of their own and adds ours, and says which it switches on again', () => {
    const text = `service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = 9993
  }
}
service pop3-login {
  inet_listener pop3s {
    port = 0
  }
  inet_listener other { # the same under another name
    port = 995
  }
}
`
    const files = new Map([['/etc/dovecot/dovecot.conf', fileFact(text)]])
    const { resources } = wholeWish(exampleSpec(), bareRelease('12', { files }))
    const last = filesOf(resources).get('/etc/dovecot/mailwright-last.conf')
    expect(last?.content).toContain(`service imap-login {
  inet_listener imap {
    port = 143
  }
  inet_listener mailwright-imaps {
    port = 993
    ssl = yes
  }
}
`)
    expect(last?.content).not.toContain('service pop3-login')
    expect(last?.warnings).toContainEqual({
      key: 'roles.parameterChangedWarning',
      params: { name: 'imap-login/imap port', before: '0', after: '143' },
    })
  })

  it.each([
    ['virtual', 'system', 'roles.virtualMailLeftWarning'],
    ['system', 'virtual', 'roles.systemMailLeftWarning'],
    ['virtual', 'virtual', undefined],
    ['system', 'system', undefined],
  ] as const)(
    'tells whose mail is no longer shown when %s mailboxes become %s ones',
    (before, after, key) => {
      const first = filesOf(wholeWish(exampleSpec({ accounts: before }), bareRelease('12')).resources)
      const files = new Map([...first].map(([path, { content }]) => [path, fileFact(content)]))
      const { resources } = wholeWish(exampleSpec({ accounts: after }), bareRelease('12', { files }))
      const [told] = filesOf(resources).get('/etc/dovecot/dovecot.conf')?.warnings ?? []
      expect(told?.key).toBe(key)
      if (after === 'system' && key !== undefined)
        expect(JSON.stringify(told?.params)).toContain('alice@example.test')
    },
  )

  it('takes the place of none where Postfix has put mail into the spool', () => {
    const placeOf = (mainCf: string, mail: string) => {
      const files = new Map([
        ['/etc/postfix/main.cf', fileFact(mainCf)],
        ['/var/mail/alice', fileFact(mail)],
      ])
      const { resources } = wholeWish(exampleSpec({ accounts: 'system' }), bareRelease('12', { files }))
      const text = filesOf(resources).get('/etc/dovecot/dovecot.conf')?.content
      return /^mail_location = (.*)$/m.exec(text ?? '')?.[1]
    }
    expect(placeOf('myhostname = x\n', 'From x\n')).toBe('mbox:~/mail:INBOX=/var/mail/%u')
    expect(placeOf('home_mailbox = Maildir/\n', 'From x\n')).toBe('maildir:~/Maildir')
    expect(placeOf('myhostname = x\n', '')).toBe('maildir:~/Maildir')
  })

  it('leaves virtual mailboxes where they lie, with their owner', () => {
    const files = new Map([
      [
        '/etc/dovecot/dovecot.conf',
        fileFact(
          'mail_location = maildir:/srv/%d/%n\nuserdb {\n  driver = static\n  args = uid=5 gid=6\n}\n',
        ),
      ],
    ])
    const first = filesOf(wholeWish(exampleSpec(), bareRelease('12', { files })).resources).get(
      '/etc/dovecot/mailwright-first.conf',
    )?.content
    expect(first).toContain('default_fields = uid=5 gid=6 home=/var/vmail/%d/%n mail=maildir:/srv/%d/%n\n')
  })

  it.each([
    [
      '12',
      'mail_location = maildir:~/mail\nuserdb {\n  driver = static\n  args = uid=v gid=w home=/srv/mail/%d/%n\n}\n',
      'default_fields = uid=v gid=w home=/srv/mail/%d/%n mail=maildir:~/mail\n',
    ],
    [
      '12',
      'mail_uid = 6000\nmail_gid = 6000\nmail_home = /srv/mail/%d/%n\n',
      'default_fields = uid=6000 gid=6000 home=/srv/mail/%d/%n mail=maildir:~/Maildir\n',
    ],
    [
      '13',
      'dovecot_config_version = 2.4.0\nmail_driver = mdbox\nmail_path = ~/mdbox\nuserdb static {\n  fields {\n    uid = v\n    home = /srv/mail/%{user|domain}/%{user|username}\n  }\n}\n',
      '    uid:default = v\n    gid:default = vmail\n    home:default = /srv/mail/%{user | domain}/%{user | username}\n  }\n',
    ],
  ])('finds the old mail of mailboxes by the homes that it names, in Debian %s', (release, text, fields) => {
    const files = new Map([['/etc/dovecot/dovecot.conf', fileFact(text)]])
    const { resources } = wholeWish(exampleSpec(), bareRelease(release, { files }))
    expect(filesOf(resources).get('/etc/dovecot/mailwright-first.conf')?.content).toContain(fields)
    expect(resources.map(({ id }) => id).filter((id) => /vmail$|:\/srv/.test(id))).toEqual([])
  })

  it.each([
    [
      '12',
      '',
      '~;^(example[.]test|firm[.]test|localhost|localhost[.]example[.]test|mail[.]example[.]test)$;%Ln',
    ],
    ['13', 'dovecot_config_version = 2.4.0\n', '@(example[.]test|firm[.]test|localhost|'],
    // Whom others know by the whole address, they know so in mail too.
    ['12', 'passdb {\n  args = /etc/dovecot/logins\n}\n', '~;^(example[.]test|localhost|'],
    ['12', 'userdb {\n  driver = ldap\n}\n', null],
    ['12', 'protocol lmtp {\n  auth_username_format = %Ln\n}\n', null],
  ])(
    'delivers to users of the system under all their domains, in Debian %s beside %j',
    (release, text, held) => {
      const files = new Map([
        ['/etc/postfix/main.cf', fileFact('mydestination = localhost, firm.test\n')],
        ['/etc/dovecot/dovecot.conf', fileFact(`${text}listen = *\n`)],
        ['/etc/dovecot/logins', fileFact('eva@firm.test:{PLAIN}x\n')],
      ])
      const wish = wholeWish(exampleSpec({ accounts: 'system' }), bareRelease(release, { files }))
      const last = filesOf(wish.resources).get('/etc/dovecot/mailwright-last.conf')?.content ?? ''
      const [, block] = /^protocol lmtp \{\n {2}auth_username_format = (.*)\n\}/m.exec(last) ?? []
      if (held === null) expect(block).toBeUndefined()
      else expect(block).toContain(held)
    },
  )

  it('says the same of names in LMTP once the package has come that says something, too', () => {
    const own = (packaged: string, last: string) => {
      const files = new Map([
        ['/etc/postfix/main.cf', fileFact('mydestination = localhost, firm.test\n')],
        ['/etc/dovecot/dovecot.conf', fileFact(`dovecot_config_version = 2.4.0\nlisten = *\n${packaged}`)],
        ...(last === '' ? [] : [['/etc/dovecot/mailwright-last.conf', fileFact(last)] as const]),
      ])
      const wish = wholeWish(exampleSpec({ accounts: 'system' }), bareRelease('13', { files }))
      return filesOf(wish.resources).get('/etc/dovecot/mailwright-last.conf')?.content ?? ''
    }
    const packaged = 'protocol lmtp {\n  auth_username_format = %{user | username | lower}\n}\n'
    const first = own('', '')
    expect(first).toMatch(/^protocol lmtp \{$/m)
    expect(own(packaged, first)).toBe(first)
    expect(own(packaged, '')).not.toMatch(/^protocol lmtp \{$/m)
  })

  it('delivers to our mailboxes where LMTP drops the domain of names', () => {
    const files = new Map([
      [
        '/etc/dovecot/dovecot.conf',
        fileFact(
          'dovecot_config_version = 2.4.0\nprotocol lmtp {\n  auth_username_format = %{user | username | lower}\n}\nprotocol lmtp {\n  mail_plugins = sieve\n}\n',
        ),
      ],
    ])
    const wish = wholeWish(exampleSpec(), bareRelease('13', { files }))
    expect(filesOf(wish.resources).get('/etc/dovecot/mailwright-last.conf')?.content).toContain(
      String.raw`protocol lmtp {
  auth_username_format = %{user | lower | regexp('^(.*)@example\\.test$', '\\1!example.test') | username | regexp('^(.*)!(.*)$', '\\1@\\2')}
}`,
    )
  })
})
