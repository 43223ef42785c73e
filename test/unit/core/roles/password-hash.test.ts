import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { fitsHash, isHashKnown, passwordHash } from '#core/roles/password-hash.ts'

describe('a password hash', () => {
  it('stays as it is while the password fits it', () => {
    const hash = passwordHash({ account: 'a', password: 'correct horse', existing: null })
    expect(passwordHash({ account: 'a', password: 'correct horse', existing: hash })).toBe(hash)
    expect(passwordHash({ account: 'a', password: 'another', existing: hash })).not.toBe(hash)
  })

  it('gets a salt of its own for each account', () => {
    const [one, other] = ['one', 'other'].map((account) =>
      passwordHash({ account, password: 'same', existing: null }),
    )
    expect(one).not.toBe(other)
  })

  it('is computed once in a process', () => {
    const wanted = { account: 'carol', password: 'once', existing: null }
    expect(isHashKnown(wanted)).toBe(false)
    const hash = passwordHash(wanted)
    expect(isHashKnown(wanted)).toBe(true)
    expect(passwordHash(wanted)).toBe(hash)
    expect(isHashKnown({ ...wanted, password: 'twice' })).toBe(false)
    expect(isHashKnown({ ...wanted, existing: hash })).toBe(false)
  })

  it.each([
    'x',
    '密码 "$(x)"',
    ' leading and trailing ',
    '😀'.repeat(30),
    ...[63, 64, 65, 127, 128, 129, 255].map((length) => 'p'.repeat(length)),
  ])('of %j is the one that openssl makes', (password) => {
    const hash = passwordHash({ account: 'a', password, existing: null })
    const salt = hash.split('$')[2] ?? ''
    const theirs = execFileSync('openssl', ['passwd', '-6', '-salt', salt, '-stdin'], {
      input: `${password}\n`,
      encoding: 'utf8',
    })
    expect(theirs.trim()).toBe(hash)
  })

  it('that another program made is known again, whatever its salt and rounds', () => {
    // From the specification (Drepper, "Unix crypt using SHA-256 and SHA-512").
    const theirs =
      '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1'
    expect(fitsHash('Hello world!', theirs)).toBe(true)
    expect(fitsHash('Hello world', theirs)).toBe(false)
    const slow =
      '$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.'
    expect(fitsHash('Hello world!', slow)).toBe(true)
  })

  it('of another kind never fits, and one that would cost too much is not tried', () => {
    expect(fitsHash('x', '$y$j9T$abc$def')).toBe(false)
    expect(fitsHash('x', '!')).toBe(false)
    expect(fitsHash('x', `$6$rounds=999999999$salt$${'a'.repeat(86)}`)).toBe(false)
  })
})
