import type { FactsRequest, HostFacts } from '#core/facts/host-facts.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { fail } from '#shared/fail.ts'
import type { KeptFile } from '#shared/model/kept-file.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Call } from './call.ts'
import { loadInTurn } from './load-in-turn.ts'

/**
 * Connects, reads the facts in one round trip and compares them with the wish in a file. File and planner are read while the
 * server opens the session, which takes it longer than all of that; a description that does not hold is told first, and before
 * anybody is asked for a host key or a password.
 */
export async function makePlan(call: Call, specFile: string): Promise<Plan> {
  const reading = beginReading(call)
  try {
    const spec = await readSpec(specFile)
    reading.goOn()
    const { completeSpec, footprintOf, planFromReading } = await loadInTurn(
      () => import('#core/plan/plan-server.ts'),
    )
    const { ipAddressOf } = await import('#core/ssh/ip-address.ts')
    const connectedAddress = await ipAddressOf(call.host.address)
    const complete = completeSpec(spec, connectedAddress)
    reading.ask(footprintOf(complete))
    await getReady(call)
    const facts = await reading.facts
    const putBack = await textsToPutBack(await reading.session, call.putBack)
    const { newPlanId } = await import('#core/handlers/plan-id.ts')
    const now = new Date()
    const plan = await planFromReading(complete, facts, {
      planId: newPlanId(now),
      now,
      connectedAddress,
      ...(call.only.length === 0 ? {} : { only: call.only }),
      putBack,
    })
    call.connector.giveBack(await reading.session)
    return plan
  } catch (error) {
    reading.end()
    throw error
  }
}

/** The texts that the last run left of files that others changed; throws `driftMoved` for any other path. */
async function textsToPutBack(session: SshSession, paths: readonly string[]): Promise<readonly KeptFile[]> {
  if (paths.length === 0) return []
  const { readDrift } = await import('#core/drift/read-drift.ts')
  const { leftTexts } = await import('#core/drift/overlay-left.ts')
  const texts = leftTexts((await readDrift(session)).drift.items)
  return paths.map((path) => {
    const left = texts.find((text) => text.path === path)
    if (left === undefined) throw fail('driftMoved', { path })
    return left
  })
}

/** In small parts: between them the server gets its answers. */
async function readSpec(file: string): Promise<ServerSpec> {
  await loadInTurn(() => import('#shared/model/server-spec.ts'))
  await loadInTurn(() => import('yaml'))
  const { readSpecFile } = await loadInTurn(() => import('./spec-file.ts'))
  return readSpecFile(file)
}

/** The server's shell is started as soon as one is let in, and waits for what it is to look at. */
interface Reading {
  readonly session: Promise<SshSession>
  readonly facts: Promise<HostFacts>
  /** From now on somebody may be asked for what the login needs. */
  goOn(): void
  ask(request: FactsRequest): void
  end(): void
}

function beginReading({ connector }: Call): Reading {
  const request = Promise.withResolvers<FactsRequest>()
  const session = connector.begin()
  const read = async (opened: SshSession): Promise<HostFacts> => {
    const { readFacts } = await import('#core/facts/gather.ts')
    return readFacts(opened, request.promise)
  }
  const facts = session.then(read)
  // A refusal may come before anybody waits for the facts, and is told then.
  facts.catch(() => undefined)
  const forget = (): void => undefined
  return {
    session,
    facts,
    goOn: () => void connector.open().catch(forget),
    ask: request.resolve,
    end: () => void session.then((opened) => opened.close(), forget),
  }
}

/** Whatever is needed once the server answers is loaded while it looks. */
async function getReady({ connector }: Call): Promise<void> {
  await loadInTurn(() => import('#core/facts/parse.ts'))
  await loadInTurn(() => import('./print-plan.ts'))
  await loadInTurn(() => import('./text-diff.ts'))
  // What is wrong with it is told at the end.
  await connector.rememberKey().catch(() => undefined)
}
