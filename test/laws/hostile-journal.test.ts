import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runProgress } from '../../electron/cli/run-progress.ts'
import { JournalReader } from '#core/apply/journal.ts'
import { readRunList } from '#core/apply/run-list.ts'
import { runEvent, runSummary } from '#shared/model/run.ts'
import { plainLines } from '../../renderer/components/terminal-text.ts'
import { recordingTerminal } from '../unit/cli/recording-terminal.ts'
import { hostileText } from './support/hostile-text.ts'

const at = '2026-11-22T12:00:00Z'
const short = hostileText.map((text) => text.slice(0, 3000))
const anything = fc.oneof(
  short,
  fc.constantFrom(null, true, 0, -1, 1.5, 1e308, [], {}, { key: 'apply.x', params: { a: null } }),
)
const words = fc.oneof(
  short,
  fc.constantFrom('apply.engineMailKept', 'failure.stepFailed', 'constructor', 'apply', '$t(cli.about)'),
)
const named = fc.dictionary(
  fc.constantFrom(
    'path',
    'count',
    'step',
    'evidence',
    'lng',
    'ns',
    'replace',
    'interpolation',
    '__proto__',
    'holder',
  ),
  anything,
)

/** Lines of a journal that nobody of ours has written. */
const line = fc.oneof(
  { weight: 2, arbitrary: short },
  {
    weight: 8,
    arbitrary: fc
      .record(
        {
          event: fc.constantFrom(
            ...['start', 'step', 'output', 'waiting', 'rolledBack', 'note', 'end', 'gone', 'from', 'refused'],
            'verdict',
          ),
          at: fc.oneof(fc.constant(at), anything),
          step: words,
          text: short,
          state: fc.oneof(fc.constantFrom('running', 'done', 'failed', 'skipped', 'undone'), anything),
          run: short,
          mode: fc.constantFrom('apply', 'undo'),
          steps: fc.array(
            fc.record({ id: words, group: fc.constant(null), title: named, weight: fc.double() }),
          ),
          ok: fc.boolean(),
          code: words,
          checker: short,
          daemon: fc.constantFrom('bind', 'dovecot', 'postfix', 'nftables', 'sendmail'),
          file: fc.oneof(short, fc.constant(null)),
          line: fc.oneof(fc.nat(), anything),
          bad: fc.boolean(),
          key: words,
          params: named,
          number: anything,
          for: short,
          seconds: anything,
          group: fc.constantFrom('bind', 'x'),
        },
        { requiredKeys: ['event'] },
      )
      .map((entry) => JSON.stringify(entry)),
  },
)

/** Whether only characters to read stand there, and the ones that our own paints and wipes consist of. */
function isFitToPrint(text: string): boolean {
  return !/[^\P{C}\n\t]/u.test(text.replaceAll('\ufffd', ''))
}

describe('a hostile journal', () => {
  it('is read line by line into events that hold, and shown without an effect on the terminal', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 20, maxLength: 20 }), fc.boolean(), (lines, json) => {
        const reader = new JournalReader(0)
        const terminal = recordingTerminal({ json, language: json ? 'en' : 'zh' })
        const progress = runProgress(terminal, true, { run: '', mode: 'apply', host: 'root@192.0.2.1' })
        let events = 0
        for (const text of lines) {
          const told = reader.read(text)
          if (told.kind === 'from') expect(Number.isSafeInteger(told.number) && told.number >= 0).toBe(true)
          if (told.kind !== 'event') continue
          events += 1
          expect(runEvent.safeParse(told.event).success).toBe(true)
          expect(told.event.n).toBe(events)
          progress.show(told.event)
        }
        progress.close()
        expect(isFitToPrint(terminal.out())).toBe(true)
        expect(isFitToPrint(terminal.err())).toBe(true)
        if (json) for (const text of terminal.out().trimEnd().split('\n')) if (text !== '') JSON.parse(text)
      }),
      { numRuns: 500 },
    )
  })

  it('is shown in the window as lines of bounded length that do nothing', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const shown of plainLines(text)) {
          expect(/[^\P{Cc}\t]|\p{Bidi_Control}/u.test(shown)).toBe(false)
          expect(shown.length).toBeLessThanOrEqual(2001)
        }
      }),
      { numRuns: 10_000 },
    )
  })

  it('of a list of runs holds names that can be asked for, or is left out', () => {
    fc.assert(
      fc.property(short, short, fc.nat(), short, (name, domain, power, operator) => {
        const list = `run ${name} no yes 1${'0'.repeat(power % 20)}\nid=${name}\ndomain=${domain}\noperator=${operator}\nstate=done\n`
        for (const run of readRunList(list)) {
          expect(runSummary.safeParse(run).success).toBe(true)
          expect(run.id).toMatch(/^[A-Za-z0-9-]{1,64}$/)
        }
      }),
      { numRuns: 10_000 },
    )
  })
})
