import { setTimeout as sleep } from 'node:timers/promises'
import { readServerState } from '../server-state.ts'
import type { LabServer } from '../support/lab-server.ts'
import { make, type Condition } from './condition.ts'
import { freezeAt, installWrappers, thaw, whenFrozen, type Moment } from './freeze.ts'
import { strikes, type StrikeName } from './strike.ts'
import { terminalFor, type Terminal } from './terminal.ts'

/** Something that happens to a run at a moment, or something that is wrong with the server meanwhile. */
export type Fault =
  | {
      readonly kind: 'strike'
      readonly server?: 'bare'
      readonly strike: StrikeName
      readonly moment: Moment
    }
  | { readonly kind: 'condition'; readonly condition: Condition }

/** How a fault ended. `new` and `old` without help, `resumed` after the same command once more. */
export interface Outcome {
  readonly reached: boolean
  readonly end: 'new' | 'resumed' | 'neither'
  /** What was wrong; empty when all held. */
  readonly problems: readonly string[]
  readonly seconds: number
}

/** Mail that lay on the server before; no fault may touch it. */
const oldMail = '/var/mail/oldtimer'

/** A server on which faults are run one after the other, with what it looked like at first. */
export interface FaultBench {
  readonly server: LabServer
  readonly before: readonly string[]
}

/** Applies with the fault, goes on as a user would, and proves the end: empty plan, mail that flows, and an undo to the state before. */
export async function runFault({ server, before }: FaultBench, fault: Fault): Promise<Outcome> {
  const begun = Date.now()
  const terminal = terminalFor(server)
  const { reached, code, problems } =
    fault.kind === 'strike'
      ? await strikeRun(server, terminal, fault)
      : await disturbRun(server, terminal, fault.condition)
  let end: Outcome['end'] = 'new'
  if (code !== 0) {
    const again = await terminal.run('apply', '--yes')
    end = 'resumed'
    if (again.code !== 0) problems.push(`apply again: ${tail(again.stdout + again.stderr)}`)
  }
  problems.push(...(await proveNew(terminal)), ...(await leftovers(server)))
  const undo = await terminal.run('undo', '--yes')
  if (undo.code !== 0) problems.push(`undo: ${tail(undo.stdout + undo.stderr)}`)
  problems.push(...difference(before, await readServerState(server)))
  return {
    reached,
    end: problems.length > 0 ? 'neither' : end,
    problems,
    seconds: (Date.now() - begun) / 1000,
  }
}

interface FirstTry {
  readonly reached: boolean
  /** Exit code of the disturbed apply. */
  readonly code: number
  readonly problems: string[]
}

async function strikeRun(
  server: LabServer,
  terminal: Terminal,
  { strike, moment }: Fault & { kind: 'strike' },
): Promise<FirstTry> {
  freezeAt(server, moment)
  const apply = terminal.start('apply', '--yes')
  const reached = await whenFrozen(server, apply.isOver)
  if (moment.later !== undefined || !reached) thaw(server)
  if (reached && moment.later !== undefined) await sleep(moment.later)
  if (reached) await strikes[strike](server, apply)
  return { reached, code: await apply.ended, problems: [] }
}

async function disturbRun(server: LabServer, terminal: Terminal, condition: Condition): Promise<FirstTry> {
  const { moment, code: expected } = condition
  if (moment) freezeAt(server, moment)
  else await make(server, condition.breakIt)
  const apply = terminal.start('apply', '--yes', '--json')
  if (moment) {
    if (await whenFrozen(server, apply.isOver)) await make(server, condition.breakIt)
    thaw(server)
  }
  const code = await apply.ended
  await make(server, condition.mend)
  const told = /"failure":\{"code":"(\w+)"/.exec(apply.output())?.[1] ?? null
  return {
    reached: true,
    code,
    problems: told === expected ? [] : [`told ${told ?? 'nothing'}, not ${expected ?? 'nothing'}`],
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
    `find /etc /var/lib/bind /var/vmail /usr/sbin -name '.mailwright-*' 2>/dev/null; ls /usr/sbin/policy-rc.d 2>/dev/null; [ -s ${oldMail} ] || echo 'old mail is gone'`,
  )
  return stdout.split('\n').filter((line) => line !== '')
}

function difference(before: readonly string[], after: readonly string[]): string[] {
  const was = new Set(before)
  const is = new Set(after)
  return [
    ...before.filter((line) => !is.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !was.has(line)).map((line) => `+ ${line}`),
  ].slice(0, 20)
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-6).join(' / ').slice(-900)
}

const mailPrograms = [
  'bind9',
  'bind9-dnsutils',
  'postfix',
  'dovecot-imapd',
  'dovecot-pop3d',
  'dovecot-lmtpd',
  'openssl',
]

/** Gives a server a mailbox with mail in it and, unless it shall be bare, the mail programs as the distribution sets them up. */
export async function makeBench(server: LabServer, isBare: boolean): Promise<FaultBench> {
  await server.install(isBare ? ['openssl'] : [...mailPrograms, 'busybox', 'e2fsprogs'])
  await server.run(`printf 'From x\\nSubject: old\\n\\nkept\\n' >${oldMail}`)
  await installWrappers(server)
  return { server, before: await readServerState(server) }
}
