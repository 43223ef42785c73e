import { renderProgram } from '#core/backends/shell/program.ts'
import { factsDigest } from '#core/facts/digest.ts'
import { readFacts } from '#core/facts/gather.ts'
import { lockHolder } from '#core/facts/lock-holder.ts'
import type { FactsRequest, HostFacts } from '#core/facts/host-facts.ts'
import { overlayKept } from '#core/drift/overlay-kept.ts'
import { overlayLeft } from '#core/drift/overlay-left.ts'
import { platformOf, platforms } from '#core/platform/platform-of.ts'
import type { Platform } from '#core/platform/platform.ts'
import { roles } from '#core/roles/all-roles.ts'
import type { PasswordCase } from '#core/roles/password-hash.ts'
import type { CompleteSpec } from '#core/roles/role.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { KeptFile } from '#shared/model/kept-file.ts'
import type { Notice } from '#shared/model/plan.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import { chooseDifferences } from './choose-differences.ts'
import { clockNotices } from './clock-notice.ts'
import { compareAll } from './compare.ts'
import type { Plan } from './plan.ts'
import { prepareHashes } from './prepare-hashes.ts'
import type { Wish } from './resource.ts'
import { showDifference, showSatisfied } from './show.ts'

export interface PlanOptions {
  /** Also the id of the run that will apply it; letters, digits and hyphens. */
  readonly planId: string
  readonly now: Date
  /** The address that was connected to: the server's address in DNS where the spec names none. */
  readonly connectedAddress: string
  /** Ids of the resources to which the plan is limited, with what they need; absent: all. */
  readonly only?: readonly string[]
  /** Texts that an earlier run left and that are to stand there again. */
  readonly putBack?: readonly KeptFile[]
}

/** Reads the facts in one round trip and plans from them. Throws a FailureError; changes nothing on the server. */
export async function planServer(session: SshSession, spec: ServerSpec, options: PlanOptions): Promise<Plan> {
  const complete = completeSpec(spec, options.connectedAddress)
  // Worked out while the server prepares.
  const footprint = Promise.resolve(complete).then(footprintOf)
  return planFromReading(complete, await readFacts(session, footprint), options)
}

/** Plans from facts that were just read: as `planFromFacts`, with the passwords' hashes made ready and the clocks compared. */
export async function planFromReading(
  complete: CompleteSpec,
  facts: HostFacts,
  options: PlanOptions,
): Promise<Plan> {
  await prepareHashes(passwordsFor(complete, facts))
  const plan = planFromFacts(complete, facts, options)
  const notices = [...clockNotices(facts.readAt, options.now), ...plan.view.notices]
  return { ...plan, view: { ...plan.view, notices } }
}

/** The spec with the address filled in. */
export function completeSpec(spec: ServerSpec, connectedAddress: string): CompleteSpec {
  return { ...spec, address: spec.address ?? connectedAddress }
}

/**
 * All that any known system would have looked at: the system is only known from the facts, and a second round trip to ask again
 * would cost more than a few paths that are not there.
 */
export function footprintOf(spec: CompleteSpec): FactsRequest {
  const parts = platforms.flatMap((platform) => roles.map((role) => role.footprint(spec, platform)))
  const union = (key: keyof FactsRequest) => [...new Set(parts.flatMap((part) => part[key] ?? []))].sort()
  return {
    paths: union('paths'),
    packages: union('packages'),
    rivals: union('rivals'),
    units: union('units'),
    users: union('users'),
    groups: union('groups'),
    certificates: union('certificates'),
    zones: union('zones'),
  }
}

/** The plan as a pure function of wish and facts. */
export function planFromFacts(spec: CompleteSpec, facts: HostFacts, options: PlanOptions): Plan {
  const platform = platformOf(facts.os)
  if (platform === null) throw fail('systemUnsupported', { system: facts.os.prettyName || facts.os.id })
  if (facts.init !== 'systemd') throw fail('initUnsupported', { init: facts.init })
  const wish = overlayLeft(options.putBack ?? [], wishFor(spec, platform, facts))
  const all = compareAll(wish.resources, facts)
  const different = new Set(all.map(({ resource }) => resource.id))
  const { differences, omitted } = chooseDifferences(wish.resources, all, facts, options.only)
  return {
    view: {
      id: options.planId,
      createdAt: options.now.toISOString(),
      target: { address: options.connectedAddress, system: facts.os.prettyName, hostname: facts.hostname },
      spec: withoutPasswords(spec),
      factsDigest: factsDigest(facts),
      changes: differences.map((difference) => showDifference(difference, facts)),
      satisfied: wish.resources.filter(({ id }) => !different.has(id)).map(showSatisfied),
      notices: [...platformNotices(platform), ...wish.notices],
      unfinishedRun:
        facts.runs.find(({ state }) => state === 'running' || state === 'interrupted')?.id ?? null,
      ...(typeof facts.lock === 'string' ? { atWork: lockHolder(facts.lock) } : {}),
    },
    program: renderProgram({
      runId: options.planId,
      wish,
      differences,
      facts,
      omitted,
      limited: options.only !== undefined,
    }),
  }
}

function passwordsFor(spec: CompleteSpec, facts: HostFacts): readonly PasswordCase[] {
  const platform = platformOf(facts.os)
  return platform === null ? [] : roles.flatMap((role) => role.passwords?.({ spec, platform, facts }) ?? [])
}

/** The wishes of all roles together. */
export function wishFor(spec: CompleteSpec, platform: Platform, facts: HostFacts): Wish {
  const parts = roles.map((role) => role.wish({ spec, platform, facts }))
  return overlayKept(spec.keep ?? [], {
    resources: parts.flatMap(({ resources }) => resources ?? []),
    validators: parts.flatMap(({ validators }) => validators ?? []),
    probes: parts.flatMap(({ probes }) => probes ?? []),
    notices: parts.flatMap(({ notices }) => notices ?? []),
    mailStore: parts.map(({ mailStore }) => mailStore ?? '').join(''),
    newMailboxPaths: parts.flatMap(({ newMailboxPaths }) => newMailboxPaths ?? []),
  })
}

function platformNotices(platform: Platform): readonly Notice[] {
  return platform.trust === 'proven'
    ? []
    : [{ blocking: false, message: message('plan.engineUnproven', { system: platform.name }) }]
}

function withoutPasswords(spec: CompleteSpec): ServerSpec {
  return { ...spec, mailboxes: spec.mailboxes.map(({ name }) => ({ name })) }
}
