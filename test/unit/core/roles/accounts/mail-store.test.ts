import { describe, expect, it } from 'vitest'
import { mailStoreOn } from '#core/roles/accounts/mail-store.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { accountsRole } from '#core/roles/accounts/accounts-role.ts'
import { bareRelease, exampleSpec, platformOfFacts } from '../whole-wish.ts'

describe('the store of virtual mailboxes', () => {
  it.each([
    ['vmail', '/var/vmail'],
    ['root', '/var/vmail'],
    // Whose account was removed: the mail in it is that of our mailboxes still.
    ['5000', '/var/vmail'],
    ['courier', '/var/vmail-mailwright'],
  ])('whose usual directory belongs to %s is %s', (owner, directory) => {
    const usual = fileFact('', { type: 'directory', text: null, owner })
    const facts = bareRelease('12', { files: new Map([['/var/vmail', usual]]) })
    expect(mailStoreOn(facts, platformOfFacts(facts))).toMatchObject({ directory, isForeign: false })
  })
})

describe('a mailbox in the store', () => {
  const spec = exampleSpec({
    mailboxes: [{ name: 'alice' }, { name: 'bob', password: 'pw' }],
  })
  const places = (files: ReadonlyMap<string, string>) => {
    const facts = bareRelease('12', {
      files: new Map([...files].map(([path, text]) => [path, fileFact(text)])),
    })
    const { mailStore, newMailboxPaths } = accountsRole.wish({
      spec,
      facts,
      platform: platformOfFacts(facts),
    })
    return { mailStore, newMailboxPaths }
  }

  it('is new where nobody could log in to it, whether mail has come or not', () => {
    const users = new Map([['/etc/dovecot/users', 'alice@example.test:{PLAIN}x::::::\n']])
    expect(places(users)).toEqual({
      mailStore: '/var/vmail',
      newMailboxPaths: ['/var/vmail/example.test/bob'],
    })
  })

  it("is never new in somebody else's, where logins may come from anywhere", () => {
    const foreign = new Map([['/etc/dovecot/dovecot.conf', 'mail_home = /srv/mail/%d/%n\n']])
    expect(places(foreign)).toEqual({ mailStore: '/srv/mail', newMailboxPaths: [] })
  })
})
