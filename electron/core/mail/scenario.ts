import { message, type Message, type MessageKey } from '#shared/message.ts'
import type { TestEvent, TestReport, TestStage, TestStageId } from '#shared/model/mail.ts'
import { MailFlow } from './mail-flow.ts'
import { findRoutes, type Routes } from './port-routes.ts'
import { type MailTestInput, type StageOutcome, stageOrder } from './scenario-input.ts'
import {
  aliasStage,
  arriveStage,
  compareStage,
  deleteStage,
  type Journey,
  relayStage,
  submitStage,
  wrongPasswordStage,
} from './scenario-stages.ts'

const titles: Readonly<Record<TestStageId, MessageKey>> = {
  reach: 'test.stageReach',
  submit: 'test.stageSubmit',
  arrive: 'test.stageArrive',
  compare: 'test.stageCompare',
  delete: 'test.stageDelete',
  alias: 'test.stageAlias',
  wrongPassword: 'test.stageWrongPassword',
  relay: 'test.stageRelay',
}

/**
 * Sends a message to a mailbox by authenticated submission, reads it back over POP3, compares and deletes it, does the
 * same through an alias, and tries what must be refused. Tells every stage as it waits, runs and ends, and the report
 * last. A stage passes only on what was seen; what could not be tried is skipped and the report is not ok. Throws
 * `mailCancelled` when the signal aborts; what was sent is deleted as far as it can be, however the test ends.
 */
export async function* runMailTest(input: MailTestInput): AsyncGenerator<TestEvent, void> {
  const startedAt = new Date().toISOString()
  const stages = new Map<TestStageId, TestStage>()
  for (const id of stageOrder) {
    const stage = blank(id)
    stages.set(id, stage)
    yield { event: 'stage', stage }
  }
  const test = new MailTest(input)
  try {
    for (const id of stageOrder) {
      const began = performance.now()
      yield { event: 'stage', stage: { ...blank(id), state: 'running' } }
      const outcome = await test.run(id)
      const stage = ended(id, outcome, Math.round(performance.now() - began))
      stages.set(id, stage)
      yield { event: 'stage', stage }
    }
  } finally {
    await test.cleanUp()
  }
  yield { event: 'report', report: reportOf(input, startedAt, [...stages.values()], test) }
}

/** The state of one test between its stages. */
class MailTest {
  readonly #input: MailTestInput
  #routes: Routes = new Map()
  #flow: MailFlow | null = null
  #journey: Journey | null = null
  /** The first stage that failed, named by those that could not run because of it. */
  #broken: TestStageId | null = null
  /** Stages that need not have been seen, by the user's own wish. */
  readonly notNeeded = new Set<TestStageId>()

  constructor(input: MailTestInput) {
    this.#input = input
  }

  get route(): TestReport['route'] {
    if (this.#routes.size === 0) return null
    return [...this.#routes.values()].some(({ through }) => through === 'ssh') ? 'ssh' : 'direct'
  }

  async run(id: TestStageId): Promise<StageOutcome> {
    const outcome = await this.#runStage(id)
    if (outcome.state === 'fail') this.#broken ??= id
    if (outcome.byChoice === true) this.notNeeded.add(id)
    return outcome
  }

  async cleanUp(): Promise<void> {
    await this.#flow?.cleanUp()
  }

  async #runStage(id: TestStageId): Promise<StageOutcome> {
    const input = this.#input
    switch (id) {
      case 'reach':
        return this.#reach()
      case 'submit': {
        if (this.#flow === null) return this.#skip()
        const { outcome, journey } = await submitStage(this.#flow, input, input.mailbox.address)
        this.#journey = journey
        return outcome
      }
      case 'arrive': {
        if (this.#flow === null || this.#journey === null) return this.#skip()
        const { outcome, journey } = await arriveStage(this.#flow, this.#journey)
        this.#journey = journey
        return outcome
      }
      case 'compare':
        return this.#flow === null || this.#journey === null
          ? this.#skip()
          : compareStage(this.#flow, input, this.#journey)
      case 'delete':
        return this.#flow === null || this.#journey === null
          ? this.#skip()
          : deleteStage(this.#flow, input, this.#journey)
      case 'alias':
        if (input.alias.address === null) return skipped(input.alias.why)
        return this.#flow === null || this.#journey === null
          ? this.#skip()
          : aliasStage(this.#flow, input, input.alias.address)
      case 'wrongPassword': {
        const submission = this.#routes.get('submission')
        const pop3 = this.#routes.get('pop3s')
        return submission === undefined || pop3 === undefined
          ? this.#skip()
          : wrongPasswordStage(input, submission, pop3)
      }
      case 'relay': {
        const smtp = this.#routes.get('smtp')
        return smtp === undefined ? this.#skip() : relayStage(input, smtp)
      }
    }
  }

  async #reach(): Promise<StageOutcome> {
    const { routes, outcome } = await findRoutes(this.#input)
    this.#routes = routes
    const submission = routes.get('submission')
    const pop3 = routes.get('pop3s')
    if (submission !== undefined && pop3 !== undefined)
      this.#flow = new MailFlow(this.#input, submission, pop3)
    return outcome
  }

  #skip(): StageOutcome {
    return skipped(message('test.skippedAfter', { stage: { key: titles[this.#broken ?? 'reach'] } }))
  }
}

function skipped(finding: Message): StageOutcome {
  return { state: 'skipped', finding, advice: null, transcript: [] }
}

function blank(id: TestStageId): TestStage {
  const title: Message = { key: titles[id] }
  return { id, title, state: 'waiting', duration: null, finding: null, advice: null, transcript: [] }
}

function ended(id: TestStageId, outcome: StageOutcome, duration: number): TestStage {
  const { state, finding, advice, transcript } = outcome
  return { ...blank(id), state, finding, advice, transcript: [...transcript], duration }
}

/**
 * Ok means that every stage was seen to hold; only an alias that must not be written to, or is none, need not be, and what the
 * user's own wish keeps from being seen.
 */
function reportOf(
  input: MailTestInput,
  startedAt: string,
  stages: TestStage[],
  { route, notNeeded }: MailTest,
): TestReport {
  const ok = stages.every(
    ({ id, state }) =>
      state === 'pass' ||
      (state === 'skipped' && ((id === 'alias' && input.alias.address === null) || notNeeded.has(id))),
  )
  return { mailbox: input.mailbox.address, startedAt, ok, route, stages }
}
