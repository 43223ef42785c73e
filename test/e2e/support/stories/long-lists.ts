import { message } from '#shared/message.ts'
import type { DraftFields } from '#shared/model/draft.ts'
import type { DriftItem } from '#shared/model/drift.ts'
import type { MailSummary } from '#shared/model/mail.ts'
import type { Change, PlanView } from '#shared/model/plan.ts'
import type { RunSummary } from '#shared/model/run.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const boxName = (number: number) => `staff${String(number).padStart(4, '0')}`
const timeOf = (number: number) => new Date(Date.UTC(2026, 0, 5, 9, number)).toISOString()

/** The fields with so many mailboxes, each with a stored password, and the same of aliases. */
export function withMailboxes(fields: DraftFields, count: number): DraftFields {
  return {
    ...fields,
    mailboxes: numbers(count).map((number) => ({ name: boxName(number), password: '', hasPassword: true })),
    aliases: numbers(count).map((number) => ({ name: `alias${number}`, to: [boxName(number)] })),
  }
}

/** The plan with so many changes: each of them a mailbox, and one file with a line for each. */
export function withChanges(plan: PlanView, count: number): PlanView {
  const sample = plan.changes.find(({ kind }) => kind === 'user')
  const table = plan.changes.find(({ kind, masked }) => kind === 'file' && !masked)
  if (sample === undefined || table === undefined) return plan
  const lines = numbers(count).map(
    (number) => `${boxName(number)}@example.test example.test/${boxName(number)}/`,
  )
  const accounts = numbers(count).map((number): Change => {
    const name = boxName(number)
    return {
      ...sample,
      id: `user:${name}`,
      title: message('roles.userTitle', { name }),
      reason: message('roles.systemUserReason', { address: `${name}@example.test` }),
      commands: [`useradd --create-home --shell /usr/sbin/nologin ${name}`],
    }
  })
  const file: Change = {
    ...table,
    id: 'file:/etc/postfix/vmailbox',
    before: `${lines.filter((_, index) => index % 7 > 0).join('\n')}\n`,
    after: `${lines.join('\n')}\n`,
  }
  return { ...plan, changes: [file, ...accounts] }
}

/** So many lines of a log, in one event for each hundred. */
export function logLines(count: number): string[] {
  const lines = numbers(count).map(
    (number) => `Get:${number} deb.example bookworm/main amd64 package-${number} [12 kB]`,
  )
  return lines.flatMap((_, index) => (index % 100 === 0 ? [lines.slice(index, index + 100).join('\n')] : []))
}

/** So many messages, newest last. */
export function messagesOf(sample: MailSummary, count: number): MailSummary[] {
  return numbers(count).map((number) => ({
    ...sample,
    number,
    uid: `uid-${number}`,
    subject: `${sample.subject} ${number}`,
    date: timeOf(number),
  }))
}

/** So many runs that are done. */
export function runsOf(sample: RunSummary, count: number): RunSummary[] {
  return numbers(count).map((number) => ({
    ...sample,
    id: `run-${number}`,
    state: 'done',
    startedAt: timeOf(count - number),
    endedAt: timeOf(count - number + 1),
  }))
}

/** So many things that were changed by hand. */
export function driftOf(sample: DriftItem, count: number): DriftItem[] {
  return numbers(count).map((number) => {
    const name = `/etc/postfix/virtual.d/${boxName(number)}`
    return {
      ...sample,
      id: `path:${name}`,
      resource: `file:${name}`,
      name,
      title: message('drift.titlePath', { name }),
    }
  })
}
