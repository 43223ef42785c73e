import { readVerdict, type VerdictLine } from '#core/apply/verdicts/read-verdict.ts'
import { message, type Message } from '#shared/message.ts'
import type { GroupId } from '#shared/model/plan.ts'
import type { FollowEvent, RunSummary } from '#shared/model/run.ts'

const steps = (
  [
    ['record', null, message('apply.engineStepRecord'), 1],
    ['lists', 'packages', message('apply.engineStepLists'), 4],
    ['packages', 'packages', message('apply.engineStepPackages'), 40],
    ['host', 'host', message('apply.engineStepHost'), 1],
    ['accounts', 'accounts', message('apply.engineStepAccounts'), 2],
    ['tls', 'tls', message('apply.engineStepTls'), 2],
    ['bind', 'bind', message('apply.engineStepBind'), 5],
    ['resolver', 'resolver', message('apply.engineStepResolver'), 2],
    ['dovecot', 'dovecot', message('apply.engineStepDovecot'), 5],
    ['postfix', 'postfix', message('apply.engineStepPostfix'), 5],
    ['firewall', 'firewall', message('apply.engineStepFirewall'), 1],
    ['finish', null, message('apply.engineStepFinish'), 1],
  ] satisfies [string, GroupId | null, Message, number][]
).map(([id, group, title, weight]) => ({ id, group, title, weight }))

type Told = FollowEvent extends infer E ? (E extends unknown ? Omit<E, 'n' | 'at'> : never) : never

const escape = String.fromCharCode(27)
const printed: Record<string, readonly string[]> = {
  packages: [
    'Reading package lists...\rReading package lists... Done',
    'The following NEW packages will be installed:\n  bind9 bind9utils dovecot-core dovecot-imapd dovecot-lmtpd dovecot-pop3d postfix',
    ...Array.from(
      { length: 60 },
      (_, at) => `Get:${at + 1} deb.example bookworm/main amd64 package-${at} [${at * 7 + 12} kB]`,
    ),
    `${escape}[1;32mSetting up postfix (3.7.11-0+deb12u1) ...${escape}[0m`,
  ],
  bind: ['zone example.test/IN: loaded serial 2026010501', 'OK'],
  dovecot: ['doveconf: 配置检查通过'],
}

function* work(ids: readonly string[]): Generator<Told> {
  for (const id of ids) {
    yield { event: 'step', step: id, state: 'running' }
    for (const text of printed[id] ?? []) yield { event: 'output', step: id, text }
    yield { event: 'step', step: id, state: id === 'lists' ? 'skipped' : 'done' }
  }
}

const upTo = (last: string) =>
  steps
    .slice(
      0,
      steps.findIndex(({ id }) => id === last),
    )
    .map(({ id }) => id)

function finding(line: Omit<VerdictLine, 'text'>, text: string): Told {
  const found = readVerdict({ ...line, text })
  if (found === null) throw new Error(`nobody knows what this means: ${text}`)
  return { event: 'finding', step: 'postfix', checker: 'postfix check', finding: found }
}

function* failing(): Generator<Told> {
  yield* work(upTo('postfix'))
  yield { event: 'step', step: 'postfix', state: 'running' }
  yield finding(
    { daemon: 'postfix', file: '/etc/postfix/main.cf', line: 31, bad: false },
    'postconf: warning: /etc/postfix/main.cf: unused parameter: smtpd_recipent_restrictions=…',
  )
  yield finding(
    { daemon: 'postfix', file: '/etc/postfix/main.cf', line: 27, bad: true },
    'postfix: fatal: bad string length 0 < 1: mydomain =',
  )
  yield { event: 'step', step: 'postfix', state: 'failed' }
  yield { event: 'rolledBack', group: 'postfix', ok: true }
  yield { event: 'note', message: message('apply.engineEditedSince', { path: '/etc/postfix/main.cf' }) }
  yield {
    event: 'end',
    ok: false,
    state: 'failed',
    failure: {
      code: 'validationFailed',
      message: message('failure.validationFailed', { name: 'postfix check' }),
      next: message('failure.validationFailedNext'),
    },
  }
}

export type RunStory =
  | 'running'
  | 'waiting'
  | 'lost'
  | 'failed'
  | 'done'
  | 'interrupted'
  | 'cancelled'
  | 'long'
  | 'undone'
  /** Its undo leaves lines of somebody else. */
  | 'edited'
  /** Another run is at work: the server begins none. */
  | 'refused'
  /** The server is not as the plan saw it. */
  | 'stale'

const holder = message('apply.lockHolder', {
  ...{ run: '20260105T090000-0badcafe', operator: 'li@desk', since: '2026-01-05 09:00:00 UTC' },
})
const lockHeld = {
  code: 'lockHeld',
  message: message('failure.lockHeld', { holder }),
  next: message('failure.lockHeldNext'),
}

const planStale = {
  code: 'planStale',
  message: message('failure.planStale', { paths: '/etc/postfix/main.cf' }),
  next: message('failure.planStaleNext'),
}

/** The events of a run to look at; those of an unfinished one stop in the middle. */
export function* runStory(story: RunStory, run: string, mode: 'apply' | 'resume' | 'undo'): Generator<Told> {
  if (story === 'refused') {
    yield { event: 'end', ok: false, state: 'failed', failure: lockHeld }
    return
  }
  yield { event: 'start', run, mode, steps }
  if (story === 'stale') {
    yield { event: 'step', step: 'record', state: 'running' }
    yield { event: 'step', step: 'record', state: 'failed' }
    yield { event: 'end', ok: false, state: 'failed', failure: planStale }
    return
  }
  if (mode !== 'apply') {
    yield* work(steps.map(({ id }) => id))
    if (mode === 'undo') {
      const path = `/var/lib/mailwright/archive/${run}/var/vmail/example.test/alice`
      yield { event: 'note', message: message('apply.engineMailKept', { path }) }
      const [edited, copy] = [
        '/etc/postfix/main.cf',
        `/var/lib/mailwright/archive/${run}/etc/postfix/main.cf`,
      ]
      if (story === 'edited')
        yield { event: 'note', message: message('apply.engineEditedMerged', { path: edited, copy }) }
    }
    yield { event: 'end', ok: true, state: mode === 'undo' ? 'undone' : 'done', failure: null }
    return
  }
  if (story === 'failed') {
    yield* failing()
    return
  }
  if (story === 'done' || story === 'long') {
    yield* work(steps.map(({ id }) => id))
    yield { event: 'end', ok: true, state: 'done', failure: null }
    return
  }
  if (story === 'waiting') {
    yield* work(['record'])
    yield { event: 'step', step: 'lists', state: 'running' }
    yield { event: 'waiting', step: 'lists', for: 'unattended-upgr (pid 4711)', seconds: 95 }
    return
  }
  yield* work(upTo('dovecot'))
  yield { event: 'step', step: 'dovecot', state: 'running' }
  if (story === 'lost') yield { event: 'connection', state: 'lost', attempt: 3 }
  if (story === 'interrupted' || story === 'cancelled')
    yield { event: 'end', ok: false, state: story, failure: null }
}

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 9, minutes)).toISOString()

/** One run in each state, the newest still at work; or only the `last` that stands, and one that was undone. */
export function sampleRuns(hostId: string, runs: 'each' | 'last' = 'each'): RunSummary[] {
  const run = (id: string, state: RunSummary['state'], minute: number, took: number | null): RunSummary => ({
    id,
    hostId,
    domain: id === 'run-undone' ? 'a-rather-long-domain-name-for-a-table.example.test' : 'example.test',
    state,
    startedAt: at(minute),
    endedAt: took === null ? null : at(minute + took),
    operator: '张三@workstation',
    changes: 60,
    ...(took === null ? {} : { took: took * 60_000 + 7000 }),
    ...(runs === 'last' || state === 'running' || state === 'undone' ? {} : { undoFirst: 'run-running' }),
  })
  const all = [
    run('run-running', 'running', 50, null),
    run('run-interrupted', 'interrupted', 40, 3),
    run('run-failed', 'failed', 30, 2),
    run('run-cancelled', 'cancelled', 20, 1),
    run('plan-full', 'done', 10, 4),
    run('run-undone', 'undone', 0, 5),
  ]
  return runs === 'last' ? all.slice(-2) : all
}
