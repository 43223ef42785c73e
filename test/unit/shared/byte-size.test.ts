import { expect, it } from 'vitest'
import { byteSize } from '#shared/byte-size.ts'

it('writes a size with three digits at the most, and no digit that says nothing', () => {
  expect([0, 512, 1000, 12_345, 151_200, 20_000_000, 44_321_000, 3_210_000_000].map(byteSize)).toEqual([
    '0 B',
    '512 B',
    '1 kB',
    '12.3 kB',
    '151 kB',
    '20 MB',
    '44.3 MB',
    '3.2 GB',
  ])
})
