import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { readFacts } from '#core/facts/gather.ts'
import type { FactsRequest, HostFacts } from '#core/facts/host-facts.ts'
import { platformOf, platforms } from '#core/platform/platform-of.ts'
import { fail, failureOf } from '#shared/fail.ts'
import { message, type Message } from '#shared/message.ts'
import type { ConnectionReport } from '#shared/model/host-profile.ts'
import type { FailureCode, FailureError } from '#shared/model/failure.ts'
import { connect } from './connect.ts'
import type { HostKeyPolicy } from './host-key.ts'
import type { SshSession } from './session.ts'
import type { SshTarget } from './target.ts'

type StepId = ConnectionReport['steps'][number]['id']
const stepIds = [
  'resolve',
  'connect',
  'hostKey',
  'login',
  'root',
  'system',
] as const satisfies readonly StepId[]

export interface TestOptions {
  readonly hostKeys: HostKeyPolicy
  readonly signal?: AbortSignal
  /** Milliseconds until one is logged in. */
  readonly timeout?: number
}

/**
 * Tries name, port, host key, login, root and system one after another and tells in words how far it came; changes nothing on
 * the server. Rejects only with the signal's reason.
 */
export async function testConnection(target: SshTarget, options: TestOptions): Promise<ConnectionReport> {
  const passed = new Map<StepId, Message>()
  let facts: HostFacts | null = null
  let session: SshSession | null = null
  let failure: FailureError | null = null
  try {
    const { address } = await lookup(target.address).catch((error: unknown) => {
      throw fail('nameNotResolved', { host: target.address }, { cause: error })
    })
    passed.set(
      'resolve',
      isIP(target.address) === 0 ? message('facts.resolved', { address }) : message('facts.addressGiven'),
    )
    session = await connect(target, {
      ...options,
      onStage: (stage, key) => {
        if (stage === 'connected') passed.set('connect', message('facts.connected', { port: target.port }))
        else if (stage === 'hostKey')
          passed.set('hostKey', message('facts.hostKeyGood', { fingerprint: key?.fingerprint ?? '' }))
        else passed.set('login', message('facts.loggedIn', { user: target.user }))
      },
    })
    facts = await becomeRootAndLook(session, passed, options.signal)
    const system = facts.os.prettyName
    if (platformOf(facts.os) === null) throw fail('systemUnsupported', { system })
    passed.set('system', message('facts.systemSupported', { system }))
  } catch (error) {
    options.signal?.throwIfAborted()
    failure = failureOf(error)
  } finally {
    session?.close()
  }
  return report(passed, failure, facts)
}

async function becomeRootAndLook(
  session: SshSession,
  passed: Map<StepId, Message>,
  signal: AbortSignal | undefined,
): Promise<HostFacts> {
  const { user } = session
  // Another system has other commands: it is named before its shell is blamed for not running ours.
  const kernel = await session.exec('uname -s', { signal, maxOutput: 1024 * 1024 })
  const name = kernel.stdout.toString('utf8').trim().split('\n').at(-1) ?? ''
  if (/^(?:Darwin|\w*BSD|SunOS|AIX|CYGWIN\S*|MINGW\S*|MSYS\S*)$/.test(name))
    throw fail('systemNotLinux', { host: session.address, system: name })
  const facts = await readFacts(session, request, signal)
  passed.set(
    'root',
    user === 'root' ? message('facts.isRoot', { user }) : message('facts.sudoWorks', { user }),
  )
  return facts
}

const mailPrograms = [
  ...new Set(
    platforms.flatMap(({ bind, postfix, dovecot, rivalMailers }) => [
      ...bind.packages,
      ...postfix.packages,
      ...dovecot.packages,
      ...rivalMailers,
    ]),
  ),
]

/** Names with a `*` are looked up among what is installed only, which spares the search for what could be. */
const request: FactsRequest = {
  paths: [],
  packages: mailPrograms.map((name) => `${name}*`),
  units: [],
  users: [],
  groups: [],
  certificates: [],
}

/** Failures that are about the login, whenever they are met. */
const ofLogin: ReadonlySet<FailureCode> = new Set([
  'agentUnavailable',
  'keyPassphraseNeeded',
  'keyPassphraseWrong',
  'keyUnreadable',
] as const)

function report(
  passed: ReadonlyMap<StepId, Message>,
  failure: FailureError | null,
  facts: HostFacts | null,
): ConnectionReport {
  const code = failure?.failure.code
  // What one logs in with is looked at before the server shows its key.
  const failed = code !== undefined && ofLogin.has(code) ? 'login' : stepIds.find((id) => !passed.has(id))
  const params = failure?.failure.message.params ?? {}
  const text = (key: string): string => {
    const value = params[key]
    return typeof value === 'string' ? value : ''
  }
  return {
    ok: failure === null,
    steps: stepIds.map((id) => {
      const finding = passed.get(id)
      if (finding !== undefined) return { id, state: 'pass', finding, advice: null }
      if (id === failed && failure !== null)
        return { id, state: 'fail', finding: failure.failure.message, advice: failure.failure.next }
      return { id, state: 'skipped', finding: message('facts.stepSkipped'), advice: null }
    }),
    unknownHostKey:
      code === 'hostKeyUnknown' ? { algorithm: text('algorithm'), fingerprint: text('fingerprint') } : null,
    changedHostKey:
      code === 'hostKeyChanged'
        ? { pinned: text('pinned'), offered: text('offered'), algorithm: text('algorithm') }
        : null,
    facts: facts === null ? null : summary(facts),
  }
}

function summary(facts: HostFacts): NonNullable<ConnectionReport['facts']> {
  return {
    system: facts.os.prettyName,
    supported: platformOf(facts.os) !== null,
    hostname: facts.hostname,
    addresses: [...facts.addresses4, ...facts.addresses6].map((address) => address.replace(/\/\d+$/, '')),
    nameservers: [...facts.resolver.nameservers],
    firewall: facts.firewall.kind,
    installed: mailPrograms.filter((name) => facts.packages.has(name)),
  }
}
