import { describe, expect, it } from 'vitest'
import { progressReader } from '#core/rehearsal/progress-reader.ts'
import { readPrepared, readTried, verdictKey } from '#core/rehearsal/read-told.ts'

const coded = (text: string): string => Buffer.from(text).toString('base64')
const line = (...words: readonly string[]): string => words.join('\t')

describe('what the first program tells', () => {
  it('is read: versions, the upgrade, what was downloaded', () => {
    const told = readPrepared(
      [
        line('space', '900000'),
        line('foreign', 'https://others.test/debian/'),
        line('lists', '10.2 MB'),
        line('upgrade', '159', '28', '1'),
        line('bytes', '72409472'),
        line('removed', 'libssl3'),
        line('download', '112', '44341444'),
        line('package', 'dovecot-core', '1:2.4.1'),
        'ready',
        '',
      ].join('\n'),
    )
    expect(told).toMatchObject({
      foreignSources: ['https://others.test/debian/'],
      upgrade: { upgraded: 159, added: 28, held: 1, removed: ['libssl3'], download: 72_409_472 },
      downloaded: 54_541_444,
      isReady: true,
      failed: null,
    })
    expect(told.versions.get('dovecot-core')).toBe('1:2.4.1')
  })

  it.each([
    // old, now, next: what the upgrade does
    ['a', 'b', 'c', 'asked'],
    ['a', 'a', 'c', 'taken'],
    ['a', 'b', 'a', 'left'],
    ['a', 'c', 'c', 'left'],
    ['a', 'a', '-', 'gone'],
    ['a', 'b', '-', 'left'],
    ['a', '-', 'c', 'left'],
    ['-', '-', 'c', 'taken'],
    ['-', 'b', 'c', 'left'],
  ])('a file that came as %s, is %s and comes as %s: %s', (old, now, next, fate) => {
    const [file] = readPrepared(line('file', 'bind9', '/etc/x', old, now, next, coded('text'))).files
    expect(file).toEqual({ path: '/etc/x', fate, text: 'text' })
  })

  it('is a failure with words where the program gave up', () => {
    expect(readPrepared(line('failed', 'rehearsalMirror', coded('E: no route'))).failed).toEqual({
      code: 'rehearsalMirror',
      evidence: 'E: no route',
    })
  })

  it('does not mind nonsense', () => {
    expect(readPrepared('\u0000\nfile\nupgrade\tx\npackage\nbytes\n')).toMatchObject({
      upgrade: null,
      isReady: false,
    })
  })
})

describe('what the second program tells', () => {
  it('is a verdict for each round and checker', () => {
    const told = readTried(
      [
        line('tried', 'asIs', '2', 'fails', coded('doveconf: Fatal\n')),
        line('tried', 'kept', '2', 'holds', ''),
        line('tried', 'kept', '3', 'odd', ''),
        line('known', coded('mail_path\nssl\n')),
        'ready',
      ].join('\n'),
    )
    expect(told.verdicts.get(verdictKey('asIs', 2))).toEqual({ state: 'fails', words: 'doveconf: Fatal' })
    expect(told.verdicts.get(verdictKey('kept', 2))).toEqual({ state: 'holds', words: '' })
    expect(told.verdicts.get(verdictKey('kept', 3))?.state).toBe('unknown')
    expect([...told.known]).toEqual(['mail_path', 'ssl'])
  })
})

describe('the progress', () => {
  it('follows steps and downloads', () => {
    const read = progressReader()
    const lines = [
      line('step', 'download'),
      line('download', '2', '44'),
      'got',
      'got',
      'got',
      'step\tfrob',
      'x',
    ]
    expect(
      lines.map(read).map((event) => (event?.event === 'step' ? [event.step, event.done] : null)),
    ).toEqual([
      ['download', null],
      ['download', 0],
      ['download', 1],
      ['download', 2],
      ['download', 2],
      null,
      null,
    ])
  })
})
