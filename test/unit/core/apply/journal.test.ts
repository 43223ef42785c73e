import { JournalReader } from '#core/apply/journal.ts'
import { message, type Message } from '#shared/message.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const at = '2026-11-22T12:00:00Z'

describe('JournalReader', () => {
  it('numbers events by line, beginning where the reader was', () => {
    const reader = new JournalReader(7)
    const told = reader.read(`{"event":"step","at":"${at}","step":"bind","state":"running"}`)
    expect(told).toEqual({
      kind: 'event',
      event: { n: 8, at, event: 'step', step: 'bind', state: 'running' },
    })
  })

  it('gives lines of output the time of the event before them', () => {
    const reader = new JournalReader(0)
    reader.read(`{"event":"step","at":"${at}","step":"bind","state":"running"}`)
    expect(reader.read('{"event":"output","step":"bind","text":"done"}')).toEqual({
      kind: 'event',
      event: { n: 2, at, event: 'output', step: 'bind', text: 'done' },
    })
  })

  it('makes words of a failure code, with the step by its title and the evidence apart', () => {
    const line = `{"event":"end","at":"${at}","ok":false,"state":"failed","code":"validationFailed","params":{"step":"bind","name":"named-checkconf","evidence":"x:1: bad"}}`
    const told = new JournalReader(0).read(line)
    expect(told).toMatchObject({
      event: {
        event: 'end',
        failure: {
          code: 'validationFailed',
          message: {
            key: 'failure.validationFailed',
            params: { name: 'named-checkconf', step: { key: 'apply.engineStepBind' } },
          },
          next: { key: 'failure.validationFailedNext' },
          evidence: 'x:1: bad',
        },
      },
    })
  })

  it('never advises to continue a run whose undo stopped', () => {
    const nextAfter = (code: string, step: string) => {
      const line = { event: 'end', at, ok: false, state: 'failed', code, params: { step, path: '/etc/x' } }
      return new JournalReader(0).read(JSON.stringify(line))
    }
    const next = (key: string) => ({ event: { failure: { next: { key } } } })
    expect(nextAfter('writeRefused', 'undo-files')).toMatchObject(next('apply.undoMendNext'))
    expect(nextAfter('writeCutShort', 'undo-files')).toMatchObject(next('apply.undoAgainNext'))
    expect(nextAfter('cancelled', 'undo-packages')).toMatchObject(next('apply.undoAgainNext'))
    expect(nextAfter('removeFailed', 'undo-packages')).toMatchObject(next('failure.removeFailedNext'))
    expect(nextAfter('writeRefused', 'bind')).toMatchObject(next('failure.writeRefusedNext'))
  })

  it('makes words of what a checker says, once, with its place', () => {
    const reader = new JournalReader(0)
    const line = (checker: string, text: string) =>
      JSON.stringify({
        ...{ event: 'verdict', at, step: 'postfix', checker, daemon: 'postfix' },
        ...{ file: '/etc/postfix/main.cf', line: 3, bad: true, text },
      })
    const text = 'postconf: fatal: /etc/postfix/main.cf, line 3: missing \'=\' after attribute name: "a b"'
    expect(reader.read(line('postconf', text))).toEqual({
      kind: 'event',
      event: {
        ...{ n: 1, at, event: 'finding', step: 'postfix', checker: 'postconf' },
        finding: {
          severity: 'error',
          file: '/etc/postfix/main.cf',
          line: 3,
          message: { key: 'verdict.missingEquals', params: { text: 'a b' } },
          next: { key: 'verdict.missingEqualsNext', params: { text: 'a b' } },
          text,
        },
      },
    })
    const again = text.replace('postconf:', 'postfix:')
    expect(reader.read(line('postfix check', again))).toMatchObject({
      event: { n: 2, event: 'output', step: 'postfix', text: again },
    })
  })

  it('does not believe a code that has no words', () => {
    const line = `{"event":"end","at":"${at}","ok":false,"state":"failed","code":"__proto__","params":{}}`
    expect(new JournalReader(0).read(line)).toMatchObject({ event: { failure: { code: 'stepFailed' } } })
  })

  it('keeps the number of a line that a power failure cut, and tells it as output', () => {
    const reader = new JournalReader(0)
    expect(reader.read('{"event":"step","at":"2026')).toMatchObject({ event: { n: 1, event: 'output' } })
    expect(reader.read(`{"event":"rolledBack","at":"${at}","group":"bind","ok":true}`)).toMatchObject({
      event: { n: 2 },
    })
  })

  it('tells a refusal and the end of writing apart from events', () => {
    const reader = new JournalReader(3)
    expect(reader.read('{"event":"refused","code":"lockHeld","params":{"holder":"li@pc"}}')).toMatchObject({
      kind: 'refused',
      code: 'lockHeld',
    })
    expect(reader.read('{"event":"gone"}')).toEqual({ kind: 'gone' })
    expect(reader.number).toBe(3)
  })

  it('names who holds the lock in words, and not whoever held it before where nothing is said', () => {
    const told = (holder: string) => {
      const end = { event: 'end', at, ok: false, state: 'failed', code: 'lockHeld', params: { holder } }
      return new JournalReader(0).read(JSON.stringify(end))
    }
    const holder = (text: Message) => ({
      event: { failure: { code: 'lockHeld', message: message('failure.lockHeld', { holder: text }) } },
    })
    const by = { operator: 'li@desk', since: '2026-01-05 09:00:00 UTC' }
    expect(told('li@desk, 2026-01-05T09:00:00Z, 20260105T090000-0badcafe')).toMatchObject(
      holder(message('apply.lockHolder', { run: '20260105T090000-0badcafe', ...by })),
    )
    for (const line of ['', 'anybody', 'li@desk, yesterday, r1'])
      expect(told(line)).toMatchObject(holder(message('apply.lockHolderUnknown')))
  })

  it('survives any line that a server may send', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(['event', 'gone', 'from', 'refused']).toContain(new JournalReader(0).read(line).kind)
      }),
      { numRuns: 500 },
    )
  })
})
