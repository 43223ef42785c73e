import { readServerState } from '../server-state.ts'
import type { LabServer } from '../support/lab-server.ts'
import { freezeAt, thaw, whenFrozen, type Moment } from './freeze.ts'
import { strikes, type StrikeName } from './strike.ts'
import { terminalFor } from './terminal.ts'

export interface Fault {
  readonly strike: StrikeName
  readonly moment: Moment
}

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
  const problems: string[] = []
  freezeAt(server, fault.moment)
  const apply = terminal.start('apply', '--yes')
  const reached = await whenFrozen(server, apply.isOver)
  if (reached) await strikes[fault.strike](server, apply)
  else thaw(server)
  let code = await apply.ended
  let end: Outcome['end'] = 'new'
  if (code !== 0) {
    const again = await terminal.run('apply', '--yes')
    code = again.code
    end = 'resumed'
    if (code !== 0) {
      end = 'neither'
      problems.push(`apply again: ${tail(again.stdout + again.stderr)}`)
    }
  }
  if (code === 0) problems.push(...(await proveNew(terminal)))
  problems.push(...(await leftovers(server)))
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

async function proveNew(terminal: ReturnType<typeof terminalFor>): Promise<string[]> {
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

/** Gives a server the mail programs as the distribution sets them up, and a mailbox with mail in it. */
export async function makeBench(server: LabServer): Promise<FaultBench> {
  await server.install([
    'bind9',
    'bind9-dnsutils',
    'postfix',
    'dovecot-imapd',
    'dovecot-pop3d',
    'dovecot-lmtpd',
    'openssl',
  ])
  await server.run(`printf 'From x\\nSubject: old\\n\\nkept\\n' >${oldMail}`)
  const { installWrappers } = await import('./freeze.ts')
  await installWrappers(server)
  return { server, before: await readServerState(server) }
}
