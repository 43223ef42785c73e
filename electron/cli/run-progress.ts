import { listMessage } from '#shared/list-message.ts'
import { durationMessage } from '#shared/duration.ts'
import { message, type Message } from '#shared/message.ts'
import { differsFromBefore, unitsNotBack, type FollowEvent } from '#shared/model/run.ts'
import { groupTitles } from './group-titles.ts'
import { PackageReader, type PackageProgress } from './package-progress.ts'
import { plain } from './plain.ts'
import { failureText } from './print-failure.ts'
import { findingText } from './print-finding.ts'
import { waysOn, type EndedRun } from './ways-on.ts'
import type { Terminal } from './terminal.ts'

type EventOf<Name extends FollowEvent['event']> = Extract<FollowEvent, { event: Name }>
type Steps = EventOf<'start'>['steps']

/** Shows the events of a run one by one as they come. */
export interface RunProgress {
  /** `notes` are those that came before: an end that they qualify is told so. */
  show(event: FollowEvent, notes?: readonly Message[]): void
  /** Takes the line that is rewritten off the screen. */
  close(): void
}

/**
 * With `--json` every event is a line of standard output; otherwise steps, waiting, notes and the end in words, with the commands
 * that go on from there. `about` is what is known of the run before it tells itself.
 */
export function runProgress(terminal: Terminal, verbose: boolean, about: EndedRun): RunProgress {
  if (terminal.json) {
    return {
      show: (event) => terminal.write(`${JSON.stringify(withWords(terminal, event))}\n`),
      close: () => undefined,
    }
  }
  return new ProgressInWords(terminal, verbose, about)
}

/** A finding as a line of JSON carries its words, too: nobody has to know our keys to read it. */
function withWords({ say }: Terminal, event: FollowEvent): object {
  if (event.event !== 'finding') return event
  const { message: said, next } = event.finding
  return { ...event, finding: { ...event.finding, words: say(said), nextWords: next && say(next) } }
}

const outputKept = 20

class ProgressInWords implements RunProgress {
  readonly #terminal: Terminal
  readonly #verbose: boolean
  #about: EndedRun
  readonly #began = Date.now()
  /** By the server's clock, as the list of runs has it. */
  #startedAt = Number.NaN
  #steps: Steps = []
  #finished = new Set<string>()
  #running: RunningStep | null = null
  /** What the package manager says of the step that runs, and where it is by that. */
  #packages = new PackageReader()
  #at: PackageProgress | null = null
  #output: string[] = []
  #waitingFor: string | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(terminal: Terminal, verbose: boolean, about: EndedRun) {
    this.#terminal = terminal
    this.#verbose = verbose
    this.#about = about
    if (terminal.screen) this.#timer = setInterval(() => this.#rewrite(), 500)
    this.#timer?.unref()
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#wipe()
  }

  show(event: FollowEvent, notes: readonly Message[] = []): void {
    this.#wipe()
    switch (event.event) {
      case 'start':
        this.#start(event)
        break
      case 'step':
        this.#step(event)
        break
      case 'output':
        this.#keep(event.text)
        break
      case 'waiting':
        this.#waiting(event)
        break
      case 'rolledBack': {
        const group = groupTitles[event.group]
        this.#line(
          '!',
          event.ok ? message('apply.rolledBack', { group }) : message('apply.rolledBackBad', { group }),
        )
        break
      }
      case 'finding':
        this.#terminal.write(findingText(this.#terminal, event.finding))
        break
      case 'note':
        this.#line('i', event.message)
        break
      case 'connection':
        this.#line(
          '!',
          event.state === 'lost'
            ? message('apply.lostText', { n: event.attempt })
            : message('apply.backText'),
        )
        break
      case 'end':
        this.#end(event, notes)
        break
    }
    this.#rewrite()
  }

  #start(event: EventOf<'start'>): void {
    const titles = {
      apply: 'apply.titleApply',
      resume: 'apply.titleResume',
      undo: 'apply.titleUndo',
    } as const
    const { paint, say, write } = this.#terminal
    this.#about = { ...this.#about, run: event.run, mode: event.mode }
    this.#steps = event.steps
    this.#startedAt = Date.parse(event.at)
    this.#finished = new Set()
    write(
      `${paint.heading(say(message(titles[event.mode])))} ${paint.quiet('·')} ${paint.quiet(say(message('runs.runId', { id: event.run })))}\n`,
    )
  }

  #step(event: EventOf<'step'>): void {
    const title = this.#steps.find((step) => step.id === event.step)?.title
    const { paint, say, write } = this.#terminal
    if (event.state === 'running') {
      this.#running = { id: event.step, since: Date.now(), at: Date.parse(event.at) }
      this.#output = []
      this.#packages = new PackageReader()
      this.#at = null
      return
    }
    this.#finished.add(event.step)
    const spent = this.#running?.id === event.step ? timeOf(this.#running, event.at) : 0
    const took = spent < worthTelling ? '' : ` ${paint.quiet(say(durationMessage(spent)))}`
    this.#running = null
    const sign = { done: paint.good('✓'), failed: paint.bad('✗'), skipped: paint.quiet('·') }[event.state]
    const count = `${String(this.#finished.size).padStart(String(this.#steps.length).length)}/${this.#steps.length}`
    write(`${paint.quiet(count)} ${sign} ${title ? say(title) : plain(event.step)}${took}\n`)
    if (event.state === 'failed' && !this.#verbose) {
      for (const line of this.#output) write(`${paint.quiet(`      │ ${line}`)}\n`)
    }
  }

  #keep(text: string): void {
    const lines = plain(text)
      .split('\n')
      .filter((line) => line !== '')
    if (this.#verbose)
      for (const line of lines) this.#terminal.write(`${this.#terminal.paint.quiet(`      │ ${line}`)}\n`)
    for (const line of lines) this.#at = this.#packages.read(line) ?? this.#at
    this.#output = [...this.#output, ...lines].slice(-outputKept)
  }

  #waiting(event: EventOf<'waiting'>): void {
    // One line for each that is waited for; the time goes on in the line that is rewritten.
    if (this.#waitingFor === event.for && event.seconds % 60 !== 0) return
    this.#waitingFor = event.for
    const time = durationMessage(event.seconds * 1000)
    this.#line(
      '…',
      event.seconds === 0 && this.#about.run !== ''
        ? message('cli.waitingBegun', { who: event.for, run: this.#about.run, host: this.#about.host })
        : message('apply.waitingText', { who: event.for, time }),
    )
  }

  #end(event: EventOf<'end'>, notes: readonly Message[]): void {
    const { paint, say, write } = this.#terminal
    this.close()
    if (event.ok) {
      const told = Date.parse(event.at) - this.#startedAt
      const time = durationMessage(Number.isNaN(told) ? Date.now() - this.#began : told)
      const sign = unitsNotBack(notes).length > 0 ? paint.warning('!') : paint.good('✓')
      const text = event.state === 'undone' ? undoneText(notes, time) : message('apply.endDoneText', { time })
      return write(`${sign} ${say(text)}\n`)
    }
    const { warn } = this.#terminal
    if (event.failure) warn(failureText(this.#terminal, event.failure, this.#about.host))
    const { rest, ways } = waysOn(event, this.#about)
    if (rest !== null) warn(`${say(rest)}\n`)
    for (const way of ways) warn(`  → ${say(way)}\n`)
  }

  #line(sign: string, text: Message): void {
    this.#terminal.write(`      ${this.#terminal.paint.warning(sign)} ${this.#terminal.say(text)}\n`)
  }

  #rewrite(): void {
    if (!this.#timer || !this.#running || this.#steps.length === 0) return
    const running = this.#steps.find((step) => step.id === this.#running?.id)
    const all = sum(this.#steps.map((step) => step.weight))
    const finished = sum(this.#steps.filter((step) => this.#finished.has(step.id)).map((step) => step.weight))
    const done = finished + (this.#at?.done ?? 0) * (running?.weight ?? 0)
    const percent = all > 0 ? Math.floor((100 * done) / all) : 0
    const { say } = this.#terminal
    const spent = say(durationMessage(Date.now() - this.#running.since))
    const title = running === undefined ? '' : say(running.title)
    const what =
      this.#at === null ? title : say(message('cli.labelled', { label: title, text: this.#at.text }))
    const text = `${String(percent).padStart(3)} % ${spent} ${what}`
    // Chinese characters take two columns: half the width is always enough for a line that must not wrap.
    const fits = /^[\x20-\x7e]*$/.test(text)
      ? this.#terminal.columns - 1
      : Math.floor(this.#terminal.columns / 2)
    this.#terminal.write(`\r${text.slice(0, fits)}`)
  }

  #wipe(): void {
    if (this.#terminal.screen) this.#terminal.write('\r\u001b[K')
  }
}

function undoneText(notes: readonly Message[], time: Message): Message {
  const down = unitsNotBack(notes)
  if (differsFromBefore(notes)) return message('cli.endUndoneExceptText', { time })
  if (down.length > 0) return message('apply.endUndoneWithoutText', { units: listMessage(down) })
  return message('apply.endUndoneText', { time })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Milliseconds; less is no more than the time between two looks. */
const worthTelling = 100

/** When a step began: on this clock, and as the server tells. */
interface RunningStep {
  readonly id: string
  readonly since: number
  readonly at: number
}

/** Milliseconds: of what is told once more only the server, which tells whole seconds, knows how long it took. */
function timeOf({ since, at }: RunningStep, end: string): number {
  const here = Date.now() - since
  const there = Date.parse(end) - at
  return there > here + 1_500 ? there : here
}
