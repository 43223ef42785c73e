import { implement } from '@orpc/server'
import { mailContract } from '#shared/contract/mail.ts'
import type { MessageKey } from '#shared/message.ts'
import type { MailSummary, TestStage } from '#shared/model/mail.ts'
import type { FakeStore } from './fake-store.ts'

const transcript = [
  { at: 0, from: 'server' as const, text: '220 mail.example.test ESMTP' },
  { at: 12, from: 'client' as const, text: 'EHLO client' },
  { at: 20, from: 'client' as const, text: 'AUTH PLAIN •••' },
]
const summary: MailSummary = {
  number: 1,
  uid: 'uid-1',
  size: 1834,
  from: '张三 <zhangsan@example.test>',
  to: 'alice@example.test',
  subject: '邮件标题，boss 测试',
  date: '2026-01-05T08:30:00.000Z',
}
const stageIds = [
  'reach',
  'submit',
  'arrive',
  'compare',
  'delete',
  'alias',
  'wrongPassword',
  'relay',
] as const

/** One message in every mailbox, and tests that pass. */
export function fakeMailHandlers(store: FakeStore) {
  const os = implement(mailContract)
  return {
    accounts: os.accounts.handler(({ input }) =>
      [...store.accounts.values()].filter((one) => input.hostId === null || one.hostId === input.hostId),
    ),
    createAccount: os.createAccount.handler(({ input: { password, ...account } }) => {
      const made = { ...account, id: store.newId('account'), hasPassword: (password ?? '') !== '' }
      store.accounts.set(made.id, made)
      return made
    }),
    updateAccount: os.updateAccount.handler(({ input }) => {
      const { password, ...account } = input.account
      const before = store.accounts.get(input.accountId)
      const hasPassword = password === undefined ? (before?.hasPassword ?? false) : password !== ''
      const made = { ...account, id: input.accountId, hasPassword }
      store.accounts.set(made.id, made)
      return made
    }),
    removeAccount: os.removeAccount.handler(({ input }) => ({
      removed: store.accounts.delete(input.accountId),
    })),
    send: os.send.handler(async ({ input }) => {
      await store.pause()
      return {
        reply: '250 2.0.0 Ok: queued as 4ZxFake',
        queueId: '4ZxFake',
        messageId: '<fake@example.test>',
        accepted: input.mail.to,
        rejected: [],
        transcript,
      }
    }),
    list: os.list.handler(async () => {
      await store.pause()
      return { messages: [summary], transcript }
    }),
    read: os.read.handler(() => ({
      ...summary,
      headers: [{ name: 'Subject', value: summary.subject }],
      text: '我是 boss！测试邮件内容，成功啦！',
      html: null,
      attachments: [],
    })),
    remove: os.remove.handler(() => ({ removed: true })),
    test: os.test.handler(async function* ({ input }) {
      const stages: TestStage[] = []
      for (const id of stageIds) {
        const title = { key: id as MessageKey }
        const base = { id, title, duration: null, finding: null, advice: null, transcript: [] }
        yield { event: 'stage' as const, stage: { ...base, state: 'running' as const } }
        await store.pause()
        const stage: TestStage = { ...base, state: 'pass', duration: 42, finding: title, transcript }
        stages.push(stage)
        yield { event: 'stage' as const, stage }
      }
      yield {
        event: 'report' as const,
        report: {
          mailbox: input.mailbox,
          startedAt: new Date().toISOString(),
          ok: true,
          route: 'direct' as const,
          stages,
        },
      }
    }),
  }
}
