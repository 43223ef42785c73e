import { setTimeout as sleep } from 'node:timers/promises'
import { readServerState } from '../server-state.ts'
import type { LabServer } from '../support/lab-server.ts'
import { isBare, type FaultBench } from './bench.ts'
import type { Condition } from './condition.ts'
import { toldFailure, type FirstTry } from './first-try.ts'
import { freezeAt, thaw, whenFrozen, type Moment } from './freeze.ts'
import { deliver, isArchived, missingMail } from './kept-mail.ts'
import type { Rivalry } from './rivalry.ts'
import { make } from './server-command.ts'
import { difference } from './state-difference.ts'
import { strikes, type StrikeName } from './strike.ts'
import { asRoot, terminalFor, type Login, type Terminal } from './terminal.ts'

/** Something that happens to a run at a moment, something that is wrong with the server meanwhile, or two runs at once. */
export type Fault =
  | {
      readonly kind: 'strike'
      /** What is struck; an undo is struck after an apply that went well. */
      readonly during: 'apply' | 'undo'
      readonly bench: 'full' | 'bare'
      readonly strike: StrikeName
      readonly moment: Moment
    }
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'rivalry'; readonly rivalry: Rivalry }

type Strike = Extract<Fault, { kind: 'strike' }>

/** How a fault ended: `new` without help, `resumed` after the same command once more. */
export interface Outcome {
  readonly reached: boolean
  readonly end: 'new' | 'resumed' | 'neither'
  /** What was wrong; empty when all held. */
  readonly problems: readonly string[]
  readonly seconds: number
}

/** Applies with the fault, goes on as a user would, and proves the end: empty plan, mail that flows, and an undo to the state before. */
export async function runFault(bench: FaultBench, fault: Fault): Promise<Outcome> {
  const begun = Date.now()
  const { server, before, domain } = bench
  const terminal = terminalFor(server, domain, loginOf(fault))
  const { reached: appliedThere, code, problems } = await firstTry(bench, terminal, fault)
  let end: Outcome['end'] = 'new'
  if (code !== 0) {
    const again = await terminal.run('apply', '--yes')
    end = 'resumed'
    if (again.code !== 0) problems.push(`apply again: ${tail(again.stdout + again.stderr)}`)
  }
  problems.push(...(await proveNew(terminal)), ...(await leftovers(server)))
  const subject = `kept-${begun}`
  if (!(await deliver(server, domain, subject))) problems.push('a message was not delivered')
  const undo = await undoWith(server, terminal, fault)
  if (undo.code !== 0) end = 'resumed'
  problems.push(...undo.problems)
  if (!(await isArchived(server, subject))) problems.push('a message was lost in the undo')
  problems.push(...(await missingMail(server, isBare(bench.kind))))
  problems.push(...difference(before, await readServerState(server)))
  return {
    reached: appliedThere && undo.reached,
    end: problems.length > 0 ? 'neither' : end,
    problems,
    seconds: (Date.now() - begun) / 1000,
  }
}

function loginOf(fault: Fault): Login {
  return (fault.kind === 'condition' ? fault.condition.login : undefined) ?? asRoot
}

async function firstTry({ server, domain }: FaultBench, terminal: Terminal, fault: Fault): Promise<FirstTry> {
  switch (fault.kind) {
    case 'strike':
      if (fault.during === 'apply') return freezeAndStrike(server, terminal, fault)
      return { reached: true, code: (await terminal.run('apply', '--yes')).code, problems: [] }
    case 'condition':
      if (fault.condition.during === undefined) return disturbRun(server, terminal, fault.condition)
      return { reached: true, code: (await terminal.run('apply', '--yes')).code, problems: [] }
    case 'rivalry':
      return fault.rivalry.compete(server, terminal, terminalFor(server, domain))
  }
}

/** Begins the command, lets it come to its moment, and strikes it there. */
async function freezeAndStrike(
  server: LabServer,
  terminal: Terminal,
  { during, strike, moment }: Strike,
): Promise<FirstTry> {
  freezeAt(server, moment)
  const run = terminal.start(during, '--yes')
  const reached = await whenFrozen(server, run.isOver)
  if (moment.later !== undefined || !reached) thaw(server)
  if (reached && moment.later !== undefined) await sleep(moment.later)
  if (reached) await strikes[strike](server, run)
  return { reached, code: await run.ended, problems: [] }
}

/** Undoes the run; where the undo is what is struck or disturbed, and did not come to its end by itself, once more. */
async function undoWith(server: LabServer, terminal: Terminal, fault: Fault): Promise<FirstTry> {
  const again = async () => {
    const { code, stdout, stderr } = await terminal.run('undo', '--yes', '--json')
    // An app that was killed has not seen that its undo came to the end without it.
    const isUndone = code === 0 || toldFailure(stdout) === 'noRunToUndo'
    return isUndone ? [] : [`undo: ${tail(stdout + stderr)}`]
  }
  const struck = await strickenUndo(server, terminal, fault)
  if (struck?.code === 0) return struck
  if (struck === null) return { reached: true, code: 0, problems: await again() }
  return { ...struck, problems: [...struck.problems, ...(await again())] }
}

/** The undo with what befalls it; null where the fault is none of an undo. */
async function strickenUndo(server: LabServer, terminal: Terminal, fault: Fault): Promise<FirstTry | null> {
  if (fault.kind === 'strike' && fault.during === 'undo') return freezeAndStrike(server, terminal, fault)
  const isDisturbed = fault.kind === 'condition' && fault.condition.during === 'undo'
  return isDisturbed ? disturbRun(server, terminal, fault.condition) : null
}

async function disturbRun(server: LabServer, terminal: Terminal, condition: Condition): Promise<FirstTry> {
  const { moment, during = 'apply', code: expected } = condition
  const endBeside = await condition.beside?.(server)
  let reached = true
  if (condition.prepare !== undefined) await make(server, condition.prepare)
  if (moment) freezeAt(server, moment)
  else await make(server, condition.breakIt)
  const run = terminal.start(during, '--yes', '--json')
  if (moment) {
    reached = await whenFrozen(server, run.isOver)
    if (moment.later !== undefined) {
      thaw(server)
      await sleep(moment.later)
    }
    if (reached) await make(server, condition.breakIt)
    thaw(server)
  }
  const code = await run.ended
  await make(server, condition.mend)
  await endBeside?.()
  const wanted = expected === null || typeof expected === 'string' ? expected : expected[server.release]
  const told = toldFailure(run.output())
  return {
    reached,
    code,
    problems:
      told === wanted ? [] : [`told ${told ?? 'nothing'}, not ${wanted ?? 'nothing'}: ${tail(run.output())}`],
  }
}

async function proveNew(terminal: Terminal): Promise<string[]> {
  const plan = await terminal.run('plan')
  if (plan.code !== 0) return [`plan is not empty: ${tail(plan.stdout + plan.stderr)}`]
  const test = await terminal.run('test')
  return test.code === 0 ? [] : [`mail does not flow: ${tail(test.stdout + test.stderr)}`]
}

async function leftovers(server: LabServer): Promise<string[]> {
  const { stdout } = await server.run(
    `find /etc /var/lib/bind /var/vmail /usr/sbin -name '.mailwright-*' 2>/dev/null; ls /usr/sbin/policy-rc.d 2>/dev/null`,
  )
  return stdout.split('\n').filter((line) => line !== '')
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-6).join(' / ').slice(-900)
}
