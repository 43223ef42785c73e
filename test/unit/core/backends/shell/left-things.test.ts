import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { leftThings } from '#core/backends/shell/left-things.ts'
import { overlayKept } from '#core/drift/overlay-kept.ts'
import { compareAll } from '#core/plan/compare.ts'
import { wishFor } from '#core/plan/plan-server.ts'
import { bareRelease, exampleSpec, factsAfter, platformOfFacts } from '../../roles/whole-wish.ts'

const bare = bareRelease('12')
const wish = wishFor(exampleSpec(), platformOfFacts(bare), bare)
const mainCf = 'file:/etc/postfix/main.cf'

/** The mark of each thing by the id of its resource, as the function of the program prints it. */
function marks(input: Parameters<typeof leftThings>[0]): ReadonlyMap<string, string> {
  const printed = execFileSync('sh', ['-c', `${leftThings(input)}left_things`], { encoding: 'utf8' })
  return new Map(
    printed.split('\n').flatMap((line): [string, string][] => {
      const [mark = '', kind = '', id = ''] = line.split('\t')
      return line === '' ? [] : [[kind === 'whole' ? kind : id, mark]]
    }),
  )
}

describe('what a run answers for', () => {
  test('is decided where the run does it, under the name of its group', () => {
    const all = marks({ wish, differences: compareAll(wish.resources, bare) })
    expect(all.get(mainCf)).toBe('postfix')
    expect(all.get('whole')).toBe('-')
    expect([...all.values()]).not.toContain('~')
  })

  test('is still to be decided for files and services that were right, but not for packages and accounts', () => {
    const right = marks({ wish, differences: [] })
    expect(right.get(mainCf)).toBe('~')
    expect(right.get('unit:postfix.service')).toBe('~')
    expect(right.get('package:postfix')).toBe('-')
    expect(right.get('user:vmail')).toBe('-')
  })

  test('is nothing but its own work where the run was asked for single things', () => {
    const own = compareAll(wish.resources, bare).filter(({ resource }) => resource.id === mainCf)
    const limited = marks({ wish, differences: own, omitted: new Set(['user:vmail']), limited: true })
    expect(limited.get(mainCf)).toBe('postfix')
    expect(limited.get('package:postfix')).toBe('~')
    expect(limited.has('user:vmail')).toBe(false)
    expect(limited.has('whole')).toBe(false)
  })

  test('leaves a text undecided of which it sets nothing but the rights', () => {
    const after = factsAfter(bare, wish.resources)
    const file = after.files.get('/etc/postfix/main.cf')
    if (file === undefined) throw new Error('no main.cf')
    const files = new Map([...after.files, ['/etc/postfix/main.cf', { ...file, mode: 0o600 }]])
    const differences = compareAll(wish.resources, { ...after, files })
    expect(marks({ wish, differences }).get(mainCf)).toBe('~postfix')
    expect(marks({ wish, differences, limited: true }).get(mainCf)).toBe('~postfix')
    const kept = overlayKept([{ path: '/etc/postfix/main.cf', content: file.text ?? '' }], wish)
    expect(
      marks({ wish: kept, differences: compareAll(kept.resources, { ...after, files }) }).get(mainCf),
    ).toBe('postfix')
  })

  test('is decided for a text that was kept', () => {
    const kept = overlayKept([{ path: '/etc/postfix/main.cf', content: '# mine\n' }], wish)
    const after = factsAfter(bare, kept.resources)
    expect(compareAll(kept.resources, after).map(({ resource }) => resource.id)).not.toContain(mainCf)
    expect(marks({ wish: kept, differences: [] }).get(mainCf)).toBe('-')
    expect(marks({ wish: kept, differences: [], limited: true }).get(mainCf)).toBe('-')
  })
})
