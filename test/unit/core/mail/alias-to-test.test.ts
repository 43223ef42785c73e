import { describe, expect, it } from 'vitest'
import { aliasToTest } from '#core/mail/alias-to-test.ts'
import { message } from '#shared/message.ts'
import { serverSpec } from '#shared/model/server-spec.ts'

const mailboxes = [{ name: 'alice' }, { name: 'bob' }]
const plain = serverSpec.parse({ domain: 'example.test', hostname: 'mail.example.test', mailboxes })
// Aliases in a circle are refused where a description is read; here they must end all the same.
const spec = (aliases: { name: string; to: string[] }[]) => ({ ...plain, aliases })
const found = (...aliases: { name: string; to: string[] }[]) => aliasToTest(spec(aliases), 'alice')
const shared = { address: null, why: message('test.aliasShared') }
const none = { address: null, why: message('test.aliasNone') }

describe('the alias that a test writes to', () => {
  it('is one whose mail reaches the tested mailbox and nobody else', () => {
    expect(
      found({ name: 'all', to: ['alice', 'bob'] }, { name: 'info', to: ['alice@example.test'] }),
    ).toEqual({
      address: 'info@example.test',
    })
  })

  it('is none where each also reaches other people, here or elsewhere', () => {
    expect(found({ name: 'all', to: ['alice', 'bob'] })).toEqual(shared)
    expect(found({ name: 'all', to: ['alice', 'friend@elsewhere.test'] })).toEqual(shared)
  })

  it('is judged through the aliases that it leads to', () => {
    const help = { name: 'help', to: ['team'] }
    expect(found(help, { name: 'team', to: ['alice', 'bob'] })).toEqual(shared)
    expect(found(help, { name: 'team', to: ['alice'] })).toEqual({ address: 'help@example.test' })
  })

  it('is none where no alias leads to the mailbox, or one leads back to itself', () => {
    expect(found()).toEqual(none)
    expect(found({ name: 'info', to: ['bob'] })).toEqual(none)
    expect(found({ name: 'one', to: ['two'] }, { name: 'two', to: ['one'] })).toEqual(none)
  })
})
