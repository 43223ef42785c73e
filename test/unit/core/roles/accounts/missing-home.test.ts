import { describe, expect, it } from 'vitest'
import type { FileFact, UserFact } from '#core/facts/host-facts.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, wholeWish } from '../whole-wish.ts'

const spec = exampleSpec({ accounts: 'system', mailboxes: [{ name: 'boss' }], aliases: [] })

function directoriesFor(home: string, gid: number, files: ReadonlyMap<string, FileFact> = new Map()) {
  const boss: UserFact = { uid: 1000, gid, home, shell: '/bin/sh', comment: '', passwordHash: '$6$x' }
  const facts = bareRelease('13', {
    users: new Map([['boss', boss]]),
    groups: new Map([['boss', { gid: 1000, members: [] }]]),
    files,
  })
  return wholeWish(spec, facts).resources.filter(({ id }) => id.startsWith('directory:/home/'))
}

describe('a user of the system who is there already', () => {
  it('gets the home directory that useradd did not make', () => {
    expect(directoriesFor('/home/boss', 1000)).toMatchObject([
      { path: '/home/boss', mode: 0o700, owner: 'boss', ownerGroup: 'boss', holdsMail: true },
    ])
    expect(directoriesFor('/home/boss', 100)).toMatchObject([{ ownerGroup: '100' }])
  })

  it('keeps one that is there, and one elsewhere', () => {
    const there = new Map([['/home/boss', fileFact('', { type: 'directory', text: null })]])
    expect(directoriesFor('/home/boss', 1000, there)).toEqual([])
    expect(directoriesFor('/srv/boss', 1000)).toEqual([])
  })
})
