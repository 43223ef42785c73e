import { readRunList } from '#core/apply/run-list.ts'
import { describe, expect, it } from 'vitest'

const meta = (id: string, order: string, state: string) =>
  `id=${id}\ndomain=example.test\noperator=li@pc\nstartedAt=2026-11-22T12:00:00Z\nchanges=3\nstate=${state}\norder=${order}\n`

describe('readRunList', () => {
  it('orders runs by their time on the server, beyond what a double can tell apart', () => {
    const text = `run b no yes 1700000000\n${meta('b', '1700000000000000002', 'done')}run a no yes 1700000000\n${meta('a', '1700000000000000001', 'done')}`
    expect(readRunList(text).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('calls a run interrupted that says running while nobody works on it', () => {
    expect(readRunList(`run a no yes 1700000000\n${meta('a', '1', 'running')}`)[0]?.state).toBe('interrupted')
    expect(readRunList(`run a yes yes 1700000000\n${meta('a', '1', 'running')}`)[0]?.state).toBe('running')
  })

  it('says how long the tries of a run took, whatever was written of it later', () => {
    const worked =
      'worked=2026-11-22T12:00:00Z 2026-11-22T12:01:10Z\nworked=2026-11-22T14:00:00Z 2026-11-22T14:00:10Z\n'
    const [run] = readRunList(`run a no yes 1800000000\n${meta('a', '1', 'undone')}${worked}`)
    expect(run?.took).toBe(80_000)
    expect(readRunList(`run a no yes 1800000000\n${meta('a', '1', 'done')}`)[0]).not.toHaveProperty('took')
  })

  it('forgets runs that were refused before they changed anything', () => {
    expect(readRunList(`run a no no 1700000000\n${meta('a', '1', 'failed')}`)).toEqual([])
  })
})
