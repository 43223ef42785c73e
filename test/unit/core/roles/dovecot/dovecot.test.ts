import { describe, expect, it } from 'vitest'
import { dialectOf } from '#core/roles/dovecot/dialects.ts'
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

describe('mail that is there already', () => {
  const mbox = 'mail_location = mbox:~/mail:INBOX=/var/mail/%u\n'
  const files = (spool: string) =>
    new Map([
      ['/etc/dovecot/dovecot.conf', fileFact('!include conf.d/*.conf\n')],
      ['/etc/dovecot/conf.d/10-mail.conf', fileFact(mbox)],
      ['/var/mail/alice', fileFact(spool)],
    ])
  const location = (spool: string, versionId = '12') => {
    const facts = bareRelease(versionId, { files: files(spool) })
    const wish = wholeWish(exampleSpec({ accounts: 'system' }), facts)
    return filesOf(wish.resources).get('/etc/dovecot/dovecot.conf')?.content ?? ''
  }

  it('stays where it lies', () => {
    expect(location('From someone\n')).toContain(mbox)
    expect(location('From someone\n', '13')).toContain(
      'mail_driver = mbox\nmail_path = ~/mail\nmail_inbox_path = /var/mail/%{user}\n',
    )
  })

  it('gives way to Maildir where there is none', () => {
    expect(location('')).toContain('mail_location = maildir:~/Maildir\n')
  })
})
