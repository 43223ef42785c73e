import { failureOf } from '#shared/fail.ts'
import { listMessage } from '#shared/list-message.ts'
import { message, type Message, type MessageParam } from '#shared/message.ts'
import type { FailureCode, FailureError } from '#shared/model/failure.ts'
import type { MailServer, TlsMode, TranscriptLine } from '#shared/model/mail.ts'
import { blamed, blameFailure, type MailService } from './blame.ts'
import type { Dial } from './dial.ts'
import type { ConnectionOptions } from './mail-connection.ts'
import type { Route } from './mail-flow.ts'
import { probePop3Greeting } from './pop3-session.ts'
import { probeSmtpGreeting } from './relay-probe.ts'
import { defaultPorts, type MailTestInput, type MailTestPorts, type StageOutcome } from './scenario-input.ts'
import { Transcript } from './transcript.ts'

/** The ways on which the ports of a server answer; a port that answers on none is missing. */
export type Routes = ReadonlyMap<keyof MailTestPorts, Route>

interface Target {
  readonly name: keyof MailTestPorts
  readonly service: MailService
  readonly port: number
  readonly tls: TlsMode
}

interface Probe {
  readonly target: Target
  readonly route: Route | null
  /** Why it cannot be reached from here; null when it can. */
  readonly direct: FailureError | null
  /** Why it cannot be reached through SSH either; null when it can or was not tried. */
  readonly tunnel: FailureError | null
  readonly transcript: readonly TranscriptLine[]
}

const services = {
  smtp: { service: 'smtp', tls: 'none' },
  submission: { service: 'smtp', tls: 'starttls' },
  submissions: { service: 'smtp', tls: 'implicit' },
  pop3s: { service: 'pop3', tls: 'implicit' },
  pop3: { service: 'pop3', tls: 'starttls' },
} as const satisfies Record<keyof MailTestPorts, { service: MailService; tls: TlsMode }>

/** Failures that say that nobody was there, as against somebody who does not behave. */
const unanswered: ReadonlySet<FailureCode> = new Set(['mailRefused', 'mailTimedOut', 'mailUnreachable'])

/** Time that a port may take to answer before the other way is tried. */
const probeTime = 12_000

/**
 * Looks for a way to each port: directly, and where that fails through SSH. Every port counts as reached only when the
 * right service greets on it.
 */
export async function findRoutes(input: MailTestInput): Promise<{ routes: Routes; outcome: StageOutcome }> {
  const ports = { ...defaultPorts, ...input.ports }
  const targets: Target[] = []
  for (const name of ['smtp', 'submission', 'submissions', 'pop3s', 'pop3'] as const) {
    const port = ports[name]
    if (port !== null) targets.push({ name, port, ...services[name] })
  }
  const probes = await Promise.all(targets.map((target) => probe(input, target)))
  const routes = new Map<keyof MailTestPorts, Route>()
  for (const { target, route } of probes) if (route !== null) routes.set(target.name, route)
  return { routes, outcome: judge(input.address, probes) }
}

async function probe(input: MailTestInput, target: Target): Promise<Probe> {
  const transcript = new Transcript()
  const found = await tryRoute(input, target, input.address, 'direct', transcript)
  if (!('failure' in found)) {
    return { target, route: found, direct: null, tunnel: null, transcript: transcript.lines }
  }
  let tunnel: FailureError | null = null
  if (input.tunnelDial !== null) {
    // A server behind address translation may not know its public address: loopback is its own then. Not for port 25,
    // where loopback is trusted to relay and would prove nothing.
    const addresses = target.name === 'smtp' ? [input.address] : [input.address, '127.0.0.1']
    for (const address of addresses) {
      transcript.note(`ssh → ${address}:${target.port}`)
      const route = await tryRoute(input, target, address, 'ssh', transcript)
      if (!('failure' in route))
        return { target, route, direct: found, tunnel: null, transcript: transcript.lines }
      tunnel ??= route
      // Whatever answers wrongly at one of the server's own addresses will do so at the other.
      if (!unanswered.has(route.failure.code)) break
    }
  }
  return { target, route: null, direct: found, tunnel, transcript: transcript.lines }
}

async function tryRoute(
  input: MailTestInput,
  target: Target,
  host: string,
  through: Route['through'],
  transcript: Transcript,
): Promise<Route | FailureError> {
  const dial: Dial | null = through === 'direct' ? input.directDial : input.tunnelDial
  const server: MailServer = {
    host,
    port: target.port,
    tls: target.tls,
    serverName: input.hostname,
    trust: input.trust,
  }
  if (dial === null) return failureOf(null)
  const limits = { ...input.limits, total: Math.min(input.limits?.total ?? probeTime, probeTime) }
  const options: ConnectionOptions = { server, dial, signal: input.signal, limits, transcript }
  try {
    await (target.service === 'smtp' ? probeSmtpGreeting(options) : probePop3Greeting(options))
    return { server, dial, through }
  } catch (error) {
    const failure = failureOf(error)
    if (failure.failure.code === 'mailCancelled') throw failure
    return failure
  }
}

function judge(address: string, probes: readonly Probe[]): StageOutcome {
  const transcript = probes.flatMap((found) => found.transcript)
  const broken = probes.filter(({ route }) => route === null)
  // A service that is not there explains one that is silent because it waits for it, as Postfix does for Dovecot.
  const first = broken.find(isAbsent) ?? broken[0]
  if (first !== undefined) {
    const outcome = blameProbe(first, transcript)
    if (broken.length === 1) return outcome
    const finding = message('test.reachSeveral', { ports: portList(broken), first: outcome.finding })
    return { ...outcome, finding }
  }
  const tunnelled = probes.filter(({ route }) => route?.through === 'ssh')
  if (tunnelled.length === 0) {
    const finding = message('test.reachDirect', { address, ports: portList(probes) })
    return { state: 'pass', finding, advice: null, transcript }
  }
  const ports = portList(tunnelled)
  const finding = blamed('test.partFirewall', message('test.reachTunnel', { address, ports }))
  return { state: 'pass', finding, advice: message('test.adviceFirewall', { ports }), transcript }
}

/** Where SSH was tried too, what the server itself sees decides: nothing there, or something else in the way. */
function decisive({ direct, tunnel }: Probe): FailureError | null {
  // A server that forbids forwarding has told nothing about its mail services.
  const isTold = tunnel !== null && tunnel.failure.code.startsWith('mail')
  return isTold ? tunnel : direct
}

function isAbsent(probe: Probe): boolean {
  return decisive(probe)?.failure.code === 'mailRefused'
}

function blameProbe(probe: Probe, transcript: readonly TranscriptLine[]): StageOutcome {
  const outcome = blameFailure(decisive(probe), probe.target.service, transcript)
  return isAbsent(probe) ? { ...outcome, advice: serviceAdvice(probe.target) } : outcome
}

function serviceAdvice({ name, port }: Target): Message {
  if (name === 'submission' || name === 'submissions') return message('test.adviceSubmission', { port })
  return name === 'smtp' ? message('test.advicePostfixDown') : message('test.adviceDovecotDown', { port })
}

function portList(probes: readonly Probe[]): MessageParam {
  return listMessage(probes.map(({ target }) => target.port))
}
