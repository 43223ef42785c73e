import { describe, expect, it } from 'vitest'
import { mailStoreOn } from '#core/roles/accounts/mail-store.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, platformOfFacts } from '../whole-wish.ts'

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
