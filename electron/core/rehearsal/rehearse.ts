import { readFacts } from '#core/facts/gather.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import { compareAll } from '#core/plan/compare.ts'
import type { Difference } from '#core/plan/difference.ts'
import { completeSpec, footprintOf, wishFor } from '#core/plan/plan-server.ts'
import type { Wish } from '#core/plan/resource.ts'
import { showDifference } from '#core/plan/show.ts'
import { platformOf, successorOf } from '#core/platform/platform-of.ts'
import type { Platform } from '#core/platform/platform.ts'
import type { CompleteSpec } from '#core/roles/role.ts'
import { runAsRoot, streamAsRoot } from '#core/ssh/root.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { fail } from '#shared/fail.ts'
import type { FailureError } from '#shared/model/failure.ts'
import type { Rehearsal, RehearsalCheck, RehearsalEvent, RehearsalVerdict } from '#shared/model/rehearsal.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import { lostSettings } from './lost-settings.ts'
import { nextFacts } from './next-facts.ts'
import { progressReader } from './progress-reader.ts'
import { readPrepared, readTried, verdictKey, type Prepared, type Round, type Tried } from './read-told.ts'
import {
  checkProgram,
  clearProgram,
  prepareProgram,
  rehearsalSpace,
  type Trial,
} from './rehearsal-program.ts'

export interface RehearsalOptions {
  /** Names the directory that is used on the server; letters, digits and hyphens. */
  readonly id: string
  readonly connectedAddress: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Tries how the server would fare under the next release of its system: its programs are downloaded and unpacked aside, what
 * a plan would make after the upgrade is judged by their own checkers, and all is cleared away. Nothing that serves is
 * touched, nothing is installed. Throws a FailureError.
 */
export async function* rehearseUpgrade(
  session: SshSession,
  spec: ServerSpec,
  { id, connectedAddress, signal }: RehearsalOptions,
): AsyncGenerator<RehearsalEvent> {
  const started = Date.now()
  yield { event: 'step', step: 'facts', done: null, total: null, bytes: null }
  const complete = completeSpec(spec, connectedAddress)
  const facts = await readFacts(session, footprintOf(complete), signal)
  const { platform, next } = releasesOf(facts)
  let isCleared = false
  try {
    const run = (program: string) => followProgram(session, program, signal)
    const prepared = readPrepared(yield* run(prepareProgram(id, platform, next)))
    demandSuccess(prepared, session.address)
    const { trial, kept } = trialOf({ id, spec: complete, facts, next, prepared })
    const tried = readTried(yield* run(checkProgram(trial)))
    demandSuccess(tried, session.address)
    isCleared = true
    const checks = checksOf(trial, tried)
    yield {
      event: 'rehearsal',
      rehearsal: {
        ...summary({ facts, platform, next, prepared }),
        checks,
        lost: lostSettings(facts, platform.dovecot.directory, tried.known),
        changes: kept.differences
          .filter(({ resource }) => resource.kind === 'file' || resource.kind === 'absent')
          .map((difference) => showDifference(difference, kept.facts)),
        notices: [...kept.wish.notices],
        duration: Date.now() - started,
        ok: checks.every((each) => each.kept.state === 'holds' && each.replaced?.state !== 'fails'),
      },
    }
  } finally {
    // Whoever leaves early, or meets a fault, leaves nothing behind either, as far as the connection allows.
    if (!isCleared) await runAsRoot(session, clearProgram(id)).catch(() => undefined)
  }
}

/** Runs a program, passes on what it tells of its progress, and returns all that it printed. */
async function* followProgram(
  session: SshSession,
  program: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<RehearsalEvent, string> {
  const read = progressReader()
  const lines: string[] = []
  for await (const line of streamAsRoot(session, program, signal)) {
    lines.push(line)
    const event = read(line)
    if (event !== null) yield event
  }
  return lines.join('\n')
}

interface TrialInput {
  readonly id: string
  readonly spec: CompleteSpec
  readonly facts: HostFacts
  readonly next: Platform
  readonly prepared: Prepared
}

function trialOf({ id, spec, facts, next, prepared }: TrialInput): { trial: Trial; kept: Planned } {
  const kept = planned(spec, next, nextFacts(facts, next, prepared, 'keep'))
  const isAsked = prepared.files.some(({ fate }) => fate === 'asked')
  const replaced = isAsked ? planned(spec, next, nextFacts(facts, next, prepared, 'replace')) : null
  const trial = {
    id,
    next,
    files: prepared.files,
    validators: kept.wish.validators,
    kept: kept.differences,
    replaced: replaced?.differences ?? null,
  }
  return { trial, kept }
}

function checksOf({ validators, replaced }: Trial, tried: Tried): RehearsalCheck[] {
  const verdict = (round: Round, index: number): RehearsalVerdict =>
    withoutChatter(tried.verdicts.get(verdictKey(round, index)) ?? { state: 'unknown', words: '' })
  return validators.map(({ group, name }, index) => ({
    group,
    name,
    asIs: verdict('asIs', index),
    kept: verdict('kept', index),
    replaced: replaced && verdict('replaced', index),
  }))
}

/** Of what an accepting checker says, the rest is about the bare root that it runs in. */
function withoutChatter(verdict: RehearsalVerdict): RehearsalVerdict {
  if (verdict.state !== 'holds') return verdict
  const telling = /deprecat|obsolete|unused parameter|no longer|overriding earlier/i
  const words = verdict.words
    .split('\n')
    .filter((line) => telling.test(line))
    .join('\n')
  return { ...verdict, words }
}

function releasesOf(facts: HostFacts): { platform: Platform; next: Platform } {
  const platform = platformOf(facts.os)
  const system = facts.os.prettyName || facts.os.id
  if (platform === null) throw fail('systemUnsupported', { system })
  const next = successorOf(platform)
  if (next === null) throw fail('rehearsalLastRelease', { system })
  return { platform, next }
}

interface Planned {
  readonly facts: HostFacts
  readonly wish: Wish
  readonly differences: readonly Difference[]
}

function planned(spec: CompleteSpec, next: Platform, facts: HostFacts): Planned {
  const wish = wishFor(spec, next, facts)
  return { facts, wish, differences: compareAll(wish.resources, facts) }
}

function demandSuccess({ failed, isReady }: Pick<Prepared, 'failed' | 'isReady'>, host: string): void {
  if (failed !== null) throw failureOf(failed, host)
  if (!isReady) throw fail('programStopped', { host })
}

function failureOf(failed: { code: string; evidence: string }, host: string): FailureError {
  const needed = Math.ceil(rehearsalSpace / 1024)
  const evidence = failed.evidence === '' ? {} : { evidence: failed.evidence }
  switch (failed.code) {
    case 'rehearsalNoRoom':
    case 'rehearsalNoSources':
    case 'rehearsalMirror':
    case 'rehearsalUnpack':
    case 'rehearsalNoRoot':
      return fail(failed.code, { host, needed }, evidence)
    default:
      return fail('programStopped', { host }, evidence)
  }
}

function summary({
  facts,
  platform,
  next,
  prepared,
}: {
  facts: HostFacts
  platform: Platform
  next: Platform
  prepared: Prepared
}): Pick<
  Rehearsal,
  | 'readAt'
  | 'hostname'
  | 'from'
  | 'to'
  | 'fromSuite'
  | 'toSuite'
  | 'programs'
  | 'upgrade'
  | 'foreignSources'
  | 'questions'
  | 'downloaded'
> {
  const programs = [platform.bind.packages[0], platform.postfix.packages[0], platform.dovecot.versionPackage]
  return {
    readAt: facts.readAt,
    hostname: facts.hostname,
    from: platform.name,
    to: next.name,
    fromSuite: platform.suite,
    toSuite: next.suite,
    programs: programs.flatMap((name = '') => {
      const before = facts.packages.get(name)?.version
      const after = prepared.versions.get(name)
      return before === undefined || after === undefined ? [] : [{ name, before, after }]
    }),
    upgrade: prepared.upgrade && { ...prepared.upgrade, removed: [...prepared.upgrade.removed] },
    foreignSources: [...prepared.foreignSources],
    questions: prepared.files.filter(({ fate }) => fate === 'asked').map(({ path }) => path),
    downloaded: prepared.downloaded,
  }
}
