import { describe, expect, it } from 'vitest'
import { prepareHashes } from '#core/plan/prepare-hashes.ts'
import { fitsHash, isHashKnown, passwordHash } from '#core/roles/password-hash.ts'

const cases = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => ({
    account: `${prefix}${index}`,
    password: `secret ${index}`,
    existing: '',
  }))

describe('hashing many passwords', () => {
  it('gives in several threads what one would give, each password under its account', async () => {
    const wanted = cases(40, 'many')
    await prepareHashes(wanted, 2)
    for (const each of wanted) expect(isHashKnown(each)).toBe(true)
    const hashes = wanted.map(passwordHash)
    expect(new Set(hashes).size).toBe(40)
    expect(hashes.every((hash, index) => fitsHash(`secret ${index}`, hash))).toBe(true)
    // The next plan asks whether they still fit.
    const next = wanted.map((each, index) => ({ ...each, existing: hashes[index] ?? '' }))
    await prepareHashes(next, 2)
    expect(next.map(passwordHash)).toEqual(hashes)
  })

  it('leaves a few to the one who asks', async () => {
    const wanted = cases(3, 'few')
    await prepareHashes(wanted, 2)
    expect(wanted.some(isHashKnown)).toBe(false)
  })
})
