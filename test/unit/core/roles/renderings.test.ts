import { describe, expect, it } from 'vitest'
import { bareRelease, exampleSpec, filesOf, platformOfFacts, wholeWish } from './whole-wish.ts'

/** All files of a fresh server in one text, salted hashes hidden. */
function rendering(versionId: string, accounts: 'virtual' | 'system', access: 'tls' | 'tutorial'): string {
  const spec = exampleSpec({
    accounts,
    access,
    trustedNetworks: access === 'tutorial' ? ['192.168.10.0/24', 'fd00::/8'] : [],
  })
  const files = filesOf(wholeWish(spec, bareRelease(versionId)).resources)
  return [...files.values()]
    .map(
      ({ path, mode, owner, ownerGroup, content }) =>
        `==> ${path} ${mode.toString(8)} ${owner}:${ownerGroup}\n${content.replaceAll(/\$6\$[^:]+/g, '$6$SALT$HASH')}`,
    )
    .join('\n')
}

describe('a fresh server', () => {
  for (const versionId of ['11', '12', '13']) {
    for (const accounts of ['virtual', 'system'] as const) {
      const { id } = platformOfFacts(bareRelease(versionId))
      it(`gets these files on ${id} with ${accounts} accounts`, async () => {
        await expect(rendering(versionId, accounts, 'tls')).toMatchFileSnapshot(
          `golden/${id}/${accounts}.txt`,
        )
      })
    }
  }

  for (const versionId of ['12', '13']) {
    const { id } = platformOfFacts(bareRelease(versionId))
    it(`gets the tutorial's open lab on ${id} where that is wished`, async () => {
      await expect(rendering(versionId, 'system', 'tutorial')).toMatchFileSnapshot(
        `golden/${id}/tutorial.txt`,
      )
    })
  }
})
