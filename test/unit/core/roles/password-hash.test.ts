import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { fitsHash, passwordHash } from '#core/roles/password-hash.ts'

describe('a password hash', () => {
  it('stays as it is while the password fits it', () => {
    const hash = passwordHash('correct horse', null)
    expect(passwordHash('correct horse', hash)).toBe(hash)
    expect(passwordHash('another', hash)).not.toBe(hash)
  })

  it('gets a salt of its own each time', () => {
    expect(passwordHash('same', null)).not.toBe(passwordHash('same', null))
  })

  it.each(['x', '密码 "$(x)"', ' leading and trailing ', '😀'.repeat(30)])(
    'of %j is the one that openssl makes',
    (password) => {
      const hash = passwordHash(password, null)
      const salt = hash.split('$')[2] ?? ''
      const theirs = execFileSync('openssl', ['passwd', '-6', '-salt', salt, '-stdin'], {
        input: `${password}\n`,
        encoding: 'utf8',
      })
      expect(theirs.trim()).toBe(hash)
    },
  )

  it('of another kind never fits, and one that would cost too much is not tried', () => {
    expect(fitsHash('x', '$y$j9T$abc$def')).toBe(false)
    expect(fitsHash('x', '!')).toBe(false)
    expect(fitsHash('x', `$6$rounds=999999999$salt$${'a'.repeat(86)}`)).toBe(false)
  })
})
