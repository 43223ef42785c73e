import { createHash } from 'node:crypto'
import { Socket } from 'node:net'
import { durationMessage } from '#shared/duration.ts'
import { failureOf } from '#shared/fail.ts'
import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import type { TranscriptLine } from '#shared/model/mail.ts'
import { Secret } from '#shared/secret.ts'
import { blameDelivery, blamed, blameFailure } from './blame.ts'
import type { Dial } from './dial.ts'
import { isInNetworks } from './ip-networks.ts'
import type { MailFlow, Route, Wait } from './mail-flow.ts'
import { Pop3Session } from './pop3-session.ts'
import { probeRelay, type RelayAnswer } from './relay-probe.ts'
import type { MailTestInput, StageOutcome } from './scenario-input.ts'
import { checkSmtpLogin } from './smtp-client.ts'
import { replyCode } from './smtp-reply.ts'
import { buildTestMessage, findDifference, type TestMessage } from './test-message.ts'
import { Transcript } from './transcript.ts'

/** A message on its way, as far as the stages have brought it. */
export interface Journey {
  readonly test: TestMessage
  readonly queueId: string | null
  readonly uid: string | null
}

/** A stage's outcome and, where it held, what the next stage needs. */
export interface Leg {
  readonly outcome: StageOutcome
  readonly journey: Journey | null
}

/** Hands a fresh test message for `recipient` to the submission port. */
export async function submitStage(flow: MailFlow, input: MailTestInput, recipient: string): Promise<Leg> {
  const transcript = new Transcript([input.mailbox.password])
  try {
    const test = await buildTestMessage(input.mailbox.address, recipient)
    const sent = await flow.submit(test, transcript)
    const finding = message('test.submitPass', { recipient, reply: sent.reply })
    return { outcome: pass(finding, transcript.lines), journey: { test, queueId: sent.queueId, uid: null } }
  } catch (error) {
    return { outcome: refusedOrThrow(error, 'smtp', transcript.lines), journey: null }
  }
}

/** Waits until POP3 shows the message; acceptance by SMTP does not count as delivery. */
export async function arriveStage(flow: MailFlow, journey: Journey): Promise<Leg> {
  const began = performance.now()
  let lines: readonly TranscriptLine[] = []
  try {
    const wait: Wait = await flow.waitFor(
      journey.test,
      journey.queueId,
      (transcript) => (lines = transcript.lines),
    )
    const waited = performance.now() - began
    if (wait.arrival === null)
      return { outcome: blameDelivery(wait.record, journey.queueId, waited, lines), journey: null }
    const finding = message('test.arrivePass', { time: durationMessage(waited), looks: wait.arrival.looks })
    return { outcome: pass(finding, lines), journey: { ...journey, uid: wait.arrival.uid } }
  } catch (error) {
    return { outcome: refusedOrThrow(error, 'pop3', lines), journey: null }
  }
}

/** Reads the message back and compares it with the one sent. */
export async function compareStage(
  flow: MailFlow,
  input: MailTestInput,
  journey: Journey,
): Promise<StageOutcome> {
  const transcript = new Transcript([input.mailbox.password])
  try {
    const received = await flow.fetch(journey.uid ?? '', transcript)
    const difference = findDifference(journey.test, received)
    if (difference === null)
      return pass(message('test.comparePass', { size: received.size }), transcript.lines)
    return failed(blamed('test.partContent', difference), message('test.adviceContent'), transcript.lines)
  } catch (error) {
    return refusedOrThrow(error, 'pop3', transcript.lines)
  }
}

/** Deletes the message and sees that it is gone. */
export async function deleteStage(
  flow: MailFlow,
  input: MailTestInput,
  journey: Journey,
): Promise<StageOutcome> {
  const transcript = new Transcript([input.mailbox.password])
  try {
    const isGone = await flow.remove(journey.test, journey.uid ?? '', transcript)
    if (isGone) return pass(message('test.deletePass'), transcript.lines)
    return failed(
      blamed('test.partStorage', message('test.deleteStays')),
      message('test.adviceStorage'),
      transcript.lines,
    )
  } catch (error) {
    return refusedOrThrow(error, 'pop3', transcript.lines)
  }
}

/** The whole way once more, to an alias of the mailbox; its outcome is that of the first step that fails. */
export async function aliasStage(flow: MailFlow, input: MailTestInput, alias: string): Promise<StageOutcome> {
  const sent = await submitStage(flow, input, alias)
  if (sent.journey === null) return sent.outcome
  const lines = [...sent.outcome.transcript]
  const arrived = await arriveStage(flow, sent.journey)
  lines.push(...arrived.outcome.transcript)
  if (arrived.journey === null) return { ...arrived.outcome, transcript: lines }
  const compared = await compareStage(flow, input, arrived.journey)
  const deleted = await deleteStage(flow, input, arrived.journey)
  lines.push(...compared.transcript, ...deleted.transcript)
  for (const outcome of [compared, deleted])
    if (outcome.state !== 'pass') return { ...outcome, transcript: lines }
  return pass(message('test.aliasPass', { alias, mailbox: input.mailbox.address }), lines)
}

/**
 * A wrong password must be refused by both services, by SMTP with 535 (RFC 4954 §6). Both are asked at once: asked in
 * turn, the second would be made to wait for the first one's mistake.
 */
export async function wrongPasswordStage(
  input: MailTestInput,
  submission: Route,
  pop3: Route,
): Promise<StageOutcome> {
  const { signal, limits, mailbox } = input
  // The same each time: Dovecot makes an address wait longer for every new wrong pair of name and password.
  const password = new Secret(createHash('sha256').update(`wrong for ${mailbox.login}`).digest('base64url'))
  const login = { user: mailbox.login, password }
  const spoken = { smtp: new Transcript([password]), pop3: new Transcript([password]) }
  const [smtp, pop] = await Promise.all([
    refusalOf(() => checkSmtpLogin({ ...wayOf(submission), signal, limits, login, transcript: spoken.smtp })),
    refusalOf(async () => {
      const options = { ...wayOf(pop3), ...login, signal, limits, transcript: spoken.pop3 }
      const session = await Pop3Session.open(options)
      session.close()
    }),
  ])
  const lines = [...spoken.smtp.lines, ...spoken.pop3.lines]
  if (smtp.kind === 'accepted') return wrongPasswordTaken('SMTP', lines)
  if (pop.kind === 'accepted') return wrongPasswordTaken('POP3', lines)
  if (replyCode(smtp.evidence) !== 535) return refusedOrThrow(smtp.error, 'smtp', lines)
  if (failureOf(pop.error).failure.code !== 'mailLogin') return refusedOrThrow(pop.error, 'pop3', lines)
  return pass(message('test.wrongPasswordPass', { smtp: smtp.evidence, pop3: pop.evidence }), lines)
}

function wrongPasswordTaken(service: string, lines: readonly TranscriptLine[]): StageOutcome {
  const what = message('test.wrongPasswordTaken', { service })
  return failed(blamed('test.partLogin', what), message('test.adviceLoginOpen'), lines)
}

/**
 * Without a login, port 25 must refuse a foreign recipient for good (5xx), whoever claims to send. Where this computer is one of
 * those that may send by the user's own wish, the server is asked from its own address instead, if that is not one of them.
 */
export async function relayStage(input: MailTestInput, smtp: Route): Promise<StageOutcome> {
  const transcript = new Transcript()
  try {
    const asked = await askToRelay(input, smtp, transcript)
    const { tunnelDial, address } = input
    const trusted = acceptedIn(asked.answers) === undefined ? [] : await trustedBy(input, smtp)
    if (!isInNetworks(asked.source, trusted)) return judgeRelay(asked.answers, smtp.through, transcript.lines)
    const own = { ...smtp, dial: tunnelDial ?? smtp.dial, through: 'ssh' } as const
    const canAskOutside = tunnelDial !== null && !isInNetworks(address, [...trusted, '127.0.0.0/8'])
    if (!canAskOutside) return relayByChoice(asked.source, trusted, transcript.lines)
    transcript.note(`ssh → ${address}:${smtp.server.port}`)
    const outside = await askToRelay(input, { ...own, server: { ...smtp.server, host: address } }, transcript)
    const judged = judgeRelay(outside.answers, 'direct', transcript.lines)
    const reply = outside.answers.find(({ verdict }) => verdict === 'denied')?.reply
    if (judged.state !== 'pass' || reply === undefined) return judged
    const seen = { address, source: asked.source, reply }
    return pass(message('test.relayPassOutside', seen), transcript.lines)
  } catch (error) {
    return refusedOrThrow(error, 'smtp', transcript.lines)
  }
}

/** Networks that may send without a login by the user's wish: through SSH a server sees itself, whom any list may hold. */
async function trustedBy(
  { trustedNetworks = [], keptNetworks }: MailTestInput,
  { through }: Route,
): Promise<readonly string[]> {
  const kept = through === 'ssh' ? undefined : keptNetworks
  return [...new Set([...trustedNetworks, ...((await kept?.().catch(() => [])) ?? [])])]
}

/** What the server answers, and the address that it is asked from. */
async function askToRelay(
  { mailbox, address, signal, limits }: MailTestInput,
  { server, dial, through }: Route,
  transcript: Transcript,
): Promise<{ answers: readonly RelayAnswer[]; source: string }> {
  // Reserved names (RFC 2606); never the domain under test, and no message is ever sent.
  const foreign = mailbox.address.toLowerCase().endsWith('@example.com') ? 'example.net' : 'example.com'
  // A server that dials itself is seen by itself under the address that it dials.
  let source = through === 'ssh' ? address : ''
  const noting: Dial = async (...target) => {
    const stream = await dial(...target)
    if (stream instanceof Socket && through === 'direct') source = stream.localAddress ?? ''
    return stream
  }
  const options = { server, dial: noting, signal, limits, transcript }
  const answers = await probeRelay(options, [mailbox.address, ''], `relay-test@${foreign}`)
  return { answers, source }
}

function acceptedIn(answers: readonly RelayAnswer[]): string | undefined {
  return answers.find(({ verdict }) => verdict === 'accepted')?.reply
}

/** Nothing was proved, and nothing is wrong: the report is ok with it. */
function relayByChoice(
  address: string,
  networks: readonly string[],
  transcript: readonly TranscriptLine[],
): StageOutcome {
  return {
    state: 'skipped',
    byChoice: true,
    finding: message('test.relayByChoice', { address, networks: listMessage(networks) }),
    advice: message('test.adviceRelayByChoice'),
    transcript,
  }
}

function judgeRelay(
  answers: readonly RelayAnswer[],
  through: Route['through'],
  transcript: readonly TranscriptLine[],
): StageOutcome {
  const find = (verdict: RelayAnswer['verdict']): string | undefined =>
    answers.find((answer) => answer.verdict === verdict)?.reply
  const accepted = acceptedIn(answers)
  if (accepted !== undefined) {
    if (through === 'ssh') {
      // From its own address a server may well be trusted to send: that says nothing of strangers.
      return {
        state: 'skipped',
        finding: message('test.relayInside'),
        advice: message('test.adviceRelayInside'),
        transcript,
      }
    }
    const what = message('test.relayOpen', { reply: accepted })
    return failed(blamed('test.partRelay', what), message('test.adviceRelay'), transcript)
  }
  const deferred = find('deferred')
  if (deferred !== undefined) {
    const what = message('test.relayDeferred', { reply: deferred })
    return failed(blamed('test.partRelay', what), message('test.adviceRelayDeferred'), transcript)
  }
  const denied = find('denied')
  if (denied !== undefined) return pass(message('test.relayPass', { reply: denied }), transcript)
  const what = message('test.relayUndecided', { reply: answers[0]?.reply ?? '—' })
  return failed(blamed('test.partPostfix', what), message('test.adviceRelayUndecided'), transcript)
}

type Refusal =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly error: unknown; readonly evidence: string }

async function refusalOf(attempt: () => Promise<void>): Promise<Refusal> {
  try {
    await attempt()
    return { kind: 'accepted' }
  } catch (error) {
    return { kind: 'refused', error, evidence: failureOf(error).failure.evidence ?? '' }
  }
}

function wayOf({ server, dial }: Route): Pick<Route, 'server' | 'dial'> {
  return { server, dial }
}

function pass(finding: Message, transcript: readonly TranscriptLine[]): StageOutcome {
  return { state: 'pass', finding, advice: null, transcript }
}

function failed(finding: Message, advice: Message, transcript: readonly TranscriptLine[]): StageOutcome {
  return { state: 'fail', finding, advice, transcript }
}

/** A failure as the outcome of its stage; a stop by the user ends the test instead. */
function refusedOrThrow(
  error: unknown,
  service: 'smtp' | 'pop3',
  transcript: readonly TranscriptLine[],
): StageOutcome {
  const failure = failureOf(error)
  if (failure.failure.code === 'mailCancelled') throw failure
  return blameFailure(failure, service, transcript)
}
