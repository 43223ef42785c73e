import { describe, expect, it } from 'vitest'
import { addressAliases } from '#core/roles/addresses.ts'
import { wishedAliases } from '#core/roles/aliases/aliases-file.ts'
import { exampleSpec } from '../whole-wish.ts'

const aliases = addressAliases(exampleSpec({ accounts: 'system' }))

describe('/etc/aliases', () => {
  it('answers every role address and the accounts of the system', () => {
    const { text } = wishedAliases(null, aliases)
    for (const line of [
      'root: alice',
      'postmaster: alice',
      'abuse: alice',
      'hostmaster: alice',
      'www-data: root',
    ])
      expect(text).toContain(`\n${line}\n`)
  })

  it('names mailboxes whose mail others send elsewhere, but not those that keep theirs', () => {
    const existing = 'alice: \\alice, copy@else.test\nbob: carol\n'
    expect(wishedAliases(existing, aliases, ['alice', 'bob']).redirected).toEqual([
      { name: 'bob', before: 'carol' },
    ])
  })

  it('keeps what others wrote, and lets it stand against role addresses', () => {
    const existing = 'postmaster: root\nroot: admin@elsewhere.test\nteam: carol,\n  dave\n'
    const { text, replaced } = wishedAliases(existing, aliases)
    expect(text.startsWith(existing)).toBe(true)
    expect(text).not.toContain('root: alice')
    expect(replaced).toEqual([])
  })

  it('replaces an alias of the same name, continuation and all, and says so', () => {
    const { text, replaced } = wishedAliases('info: carol,\n  dave\nteam: carol\n', aliases)
    expect(text).not.toContain('dave')
    expect(text).toContain('info: alice, someone@elsewhere.test\n')
    expect(replaced).toEqual([{ name: 'info', before: 'carol, dave' }])
  })

  it('takes a line behind a comment for a part of the entry before it, and leaves a pipe as it is', () => {
    const others =
      'ticket: "|/usr/local/bin/ticket --queue \'a:b\'"\n"odd name": root\n  carol\nlist: :include:/etc/list\n'
    const { text, replaced } = wishedAliases(`${others}info: carol,\n# then\n\n  dave\n`, aliases)
    expect(text.startsWith(`${others}# BEGIN`)).toBe(true)
    expect(replaced).toEqual([{ name: 'info', before: 'carol, dave' }])
  })

  it('stays where it stands, with lines of others above and below', () => {
    const { text } = wishedAliases('team: carol\n', aliases)
    const present = `${text}# mine\nzhangsan: root\n`
    expect(wishedAliases(present, aliases).text).toBe(present)
  })

  it('drops an alias of ours that the description no longer names', () => {
    const { text } = wishedAliases(null, aliases)
    const later = wishedAliases(text, addressAliases(exampleSpec({ accounts: 'system', aliases: [] })))
    expect(later.text).not.toContain('info:')
    expect(wishedAliases(text, aliases).text).toBe(text)
  })
})
