import { describe, expect, it } from 'vitest'
import { foundRows, keyOfRow, withoutRow, withPart } from '../../../../../renderer/screens/wizard/rows.ts'

const mailboxes = ['alice', 'bob', 'carol'].map((name) => ({ name, password: `of ${name}` }))

describe('the rows of a list that is edited', () => {
  it('keep their keys when they are typed into and when one before them goes', () => {
    const before = mailboxes.map(keyOfRow)
    const after = withoutRow(withPart(mailboxes, 1, { name: 'bobby' }), 0)
    expect(after.map(({ name }) => name)).toEqual(['bobby', 'carol'])
    expect(after.map(keyOfRow)).toEqual(before.slice(1))
  })

  it('stay the same where nothing was typed', () => {
    const after = withPart(mailboxes, 1, { name: 'bobby' })
    expect(after[0]).toBe(mailboxes[0])
    expect(after[2]).toBe(mailboxes[2])
  })

  it('are found by all words in any case, and never by a password', () => {
    const aliases = [
      { name: 'info', to: ['alice', 'bob@example.net'] },
      { name: 'sales', to: ['alice'] },
    ]
    expect([...foundRows(aliases, 'ALICE net')]).toEqual([keyOfRow(aliases[0] ?? {})])
    expect(foundRows(mailboxes, 'of').size).toBe(0)
    expect(foundRows(mailboxes, ' ').size).toBe(3)
  })
})
