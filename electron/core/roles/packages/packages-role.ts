import { message, type Message } from '#shared/message.ts'
import { isLoopback } from '#shared/model/names.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import type { PackageResource, Wish } from '#core/plan/resource.ts'
import type { CompleteSpec, Role, RoleInput } from '../role.ts'
import { panelNotices, panelPaths } from './other-panels.ts'
import { rivalPaths, rivalWarnings } from './rival-mailers.ts'
import { portsTakenByStrangers } from './taken-ports.ts'

/** The programs: BIND, Postfix, Dovecot and what they need; and what of the server forbids installing them. */
export const packagesRole: Role = {
  name: 'packages',
  footprint: (spec, platform) => ({
    packages: [...wishedPackages(spec, platform).map(({ name }) => name), platform.dovecot.versionPackage],
    rivals: platform.rivalMailers,
    paths: [...rivalPaths, ...panelPaths],
  }),
  wish,
}

function wish(input: RoleInput): Partial<Wish> {
  const { spec, platform, facts } = input
  return {
    resources: [...wishedPackages(spec, platform), ...halfInstalled(platform, facts)].map(
      ({ name, reason, answers }): PackageResource => ({
        kind: 'package',
        id: `package:${name}`,
        group: 'packages',
        title: message('roles.packageTitle', { name }),
        reason,
        name,
        ...(answers === undefined ? {} : { answers }),
        warnings: warningsFor(name, input),
      }),
    ),
    notices: [
      ...panelNotices(facts).map((text) => ({ blocking: true, message: text })),
      ...notices(spec, platform, facts),
    ],
  }
}

interface WishedPackage {
  readonly name: string
  readonly reason: Message
  readonly answers?: readonly string[]
}

function wishedPackages(spec: CompleteSpec, platform: Platform): readonly WishedPackage[] {
  const list = (names: readonly string[], reason: Message): WishedPackage[] =>
    names.map((name) => ({ name, reason }))
  const answers = platform.postfix.answers.map((answer) => answer.replaceAll('%DOMAIN%', spec.domain))
  return [
    ...list(platform.basePackages, message('roles.packageBaseReason')),
    ...(spec.dns.provider === 'bind'
      ? list(platform.bind.packages, message('roles.packageBindReason', { domain: spec.domain }))
      : []),
    ...list(platform.postfix.packages, message('roles.packagePostfixReason')).map((entry, index) =>
      index === 0 ? { ...entry, answers } : entry,
    ),
    ...list(platform.dovecot.packages, message('roles.packageDovecotReason')),
  ]
}

/** What the others bring along is not wished by name; where an upgrade stopped in its midst, it is to be finished. */
function halfInstalled({ dovecot }: Platform, facts: HostFacts): readonly WishedPackage[] {
  const name = dovecot.versionPackage
  return facts.packages.get(name)?.configured === false
    ? [{ name, reason: message('roles.packageHalfReason') }]
    : []
}

function warningsFor(name: string, input: RoleInput): readonly Message[] {
  const isPostfix = name === input.platform.postfix.packages[0]
  return isPostfix && !input.facts.packages.has(name) ? rivalWarnings(input) : []
}

function notices(spec: CompleteSpec, platform: Platform, facts: HostFacts): Wish['notices'] {
  const list: Wish['notices'][number][] = []
  const block = (text: Message) => list.push({ blocking: true, message: text })
  // A run of ours that is at work holds the lock itself, and its packages are half installed until it ends.
  const isOurs = facts.runs.some(({ state }) => state === 'running')
  const { broken } = facts.packageManager
  if (broken !== null && !isOurs)
    list.push({ blocking: false, message: message('roles.noticePackagesBroken', { text: broken }) })
  const { lockedBy } = facts.packageManager
  if (lockedBy !== null && !isOurs)
    list.push({ blocking: false, message: message('roles.noticePackagesLocked', { holder: lockedBy }) })
  for (const { port, process } of portsTakenByStrangers(spec, platform, facts)) {
    block(
      process === ''
        ? message('roles.noticePortTakenUnknown', { port })
        : message('roles.noticePortTaken', { port, process }),
    )
  }
  if (isLoopback(spec.address) && spec.dns.provider === 'bind') {
    block(message('roles.noticeAddressLoopback', { address: spec.address }))
  } else if (
    ![...facts.addresses4, ...facts.addresses6].some((entry) => entry.split('/')[0] === spec.address)
  ) {
    list.push({
      blocking: false,
      message: message('roles.noticeAddressElsewhere', { address: spec.address }),
    })
  }
  return list
}
