import type { MessageKey } from '#shared/message.ts'
import { durationMessage } from '#shared/duration.ts'
import { message } from '#shared/message.ts'
import type {
  MailSummary,
  ReadMail,
  TestEvent,
  TestReport,
  TestStage,
  TranscriptLine,
} from '#shared/model/mail.ts'

/** A conversation with a mail server. */
export const sampleTranscript: TranscriptLine[] = [
  { at: 0, from: 'note', text: 'mail.example.test:587, STARTTLS' },
  { at: 3, from: 'server', text: '220 mail.example.test ESMTP Postfix (Debian/GNU)' },
  { at: 4, from: 'client', text: 'EHLO [127.0.0.1]' },
  { at: 6, from: 'server', text: '250-mail.example.test\n250-STARTTLS\n250 CHUNKING' },
  { at: 7, from: 'client', text: 'STARTTLS' },
  { at: 21, from: 'server', text: '220 2.0.0 Ready to start TLS' },
  { at: 38, from: 'client', text: 'AUTH PLAIN ••••••' },
  { at: 61, from: 'server', text: '235 2.7.0 Authentication successful' },
  { at: 62, from: 'client', text: 'MAIL FROM:<alice@example.test> SIZE=1834' },
  { at: 104, from: 'server', text: `250 2.0.0 Ok: queued as 4ZxQ2b${'1234567890'.repeat(12)}` },
]

const summary = (number: number, from: string, subject: string, date: string | null): MailSummary => ({
  number,
  uid: `uid-${number}`,
  size: number * 9_431 + 812,
  from,
  to: 'alice@example.test',
  subject,
  date,
})

/** Messages with long, Chinese, empty and odd headers. */
export const sampleMessages: MailSummary[] = [
  summary(
    1,
    'Mail Delivery System <MAILER-DAEMON@mail.example.test>',
    'Undelivered Mail Returned to Sender',
    '2025-11-02T05:12:00.000Z',
  ),
  summary(2, '', '', null),
  summary(
    3,
    '李四 <lisi@example.test>',
    '关于邮件服务器迁移的安排以及各部门需要配合的事项（请务必于周五前回复，逾期将按默认方案执行）',
    '2026-01-04T02:10:00.000Z',
  ),
  summary(
    4,
    '"Bob, the builder" <bob@example.test>',
    'Quarterly figures and the pictures',
    '2026-01-05T07:45:00.000Z',
  ),
  summary(5, '张三 <zhangsan@example.test>', '邮件标题，boss 测试', '2026-01-05T08:30:00.000Z'),
]

const html = `<h2 style="color:#8a2be2">季度报告</h2><p>Dear Alice,</p>
<p>see the <a href="https://example.test/report?id=42">report</a> and <b>this table</b>:</p>
<table border="1" cellpadding="6" style="border-collapse:collapse"><tr><th style="background-color:#eef">Month</th><th>邮件</th></tr><tr><td>January</td><td>1,204</td></tr></table>
<img src="https://tracker.example.test/pixel.gif" alt="remote picture"><script>parent.document.title='hacked'</script>
<p onclick="parent.document.title='hacked'" style="position:fixed;background:url(https://tracker.example.test/x)">Regards, Bob</p>`

/** A message whole: the fourth has HTML with traps, and attachments. */
export function sampleRead(uid: string): ReadMail {
  const found = sampleMessages.find((one) => one.uid === uid) ?? sampleMessages[4]
  if (found === undefined) throw new Error('no samples')
  const rich = uid === 'uid-4'
  return {
    ...found,
    headers: [
      { name: 'Return-Path', value: '<zhangsan@example.test>' },
      {
        name: 'Received',
        value:
          'from [10.0.0.5] (unknown [10.0.0.5])\n\tby mail.example.test (Postfix) with ESMTPSA id 4ZxQ2b1l7Kz9rxj',
      },
      { name: 'Cc', value: '王五 <wangwu@example.test>' },
      { name: 'Subject', value: found.subject },
    ],
    text: rich
      ? 'Dear Alice,\n\nsee the report.\n\nRegards, Bob'
      : '我是 boss！测试邮件内容，成功啦！\n\n此致\n敬礼\n张三',
    html: rich ? html : null,
    attachments: rich
      ? [
          { name: '季度报告（最终版）.txt', type: 'text/plain', size: 6, content: btoa('hello\n') },
          { name: 'picture.png', type: 'image/png', size: 183_201, content: btoa('not a picture') },
        ]
      : [],
  }
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
const titles: Record<(typeof stageIds)[number], MessageKey> = {
  reach: 'test.stageReach',
  submit: 'test.stageSubmit',
  arrive: 'test.stageArrive',
  compare: 'test.stageCompare',
  delete: 'test.stageDelete',
  alias: 'test.stageAlias',
  wrongPassword: 'test.stageWrongPassword',
  relay: 'test.stageRelay',
}
const findings = {
  reach: message('test.reachDirect', { address: '10.0.0.21', ports: '587, 465, 995' }),
  submit: message('test.submitPass', {
    recipient: 'alice@example.test',
    reply: '250 2.0.0 Ok: queued as 4ZxQ2b',
  }),
  arrive: message('test.arrivePass', { time: durationMessage(1200), looks: 2 }),
  compare: message('test.comparePass', { size: 1834 }),
  delete: message('test.deletePass'),
}

/** The events of a mail test that passes, or one whose message never arrives, through SSH. */
export function* sampleTest(mailbox: string, fails: boolean): Generator<TestEvent> {
  const stages: TestStage[] = []
  for (const [place, id] of stageIds.entries()) {
    const base = {
      id,
      title: { key: titles[id] },
      duration: null,
      finding: null,
      advice: null,
      transcript: [],
    }
    const broken = fails && id === 'arrive'
    if (fails && place > 2) {
      const skipped = message('test.skippedAfter', { stage: { key: titles.arrive } })
      stages.push({ ...base, state: 'skipped', finding: skipped })
      continue
    }
    yield { event: 'stage', stage: { ...base, state: 'running' } }
    const stage: TestStage = {
      ...base,
      state: broken ? 'fail' : 'pass',
      duration: broken ? 30_000 : 42 * (place + 1) ** 2,
      finding: broken
        ? message('test.arriveNever', { id: '4ZxQ2b', time: durationMessage(30_000) })
        : id in findings
          ? findings[id as keyof typeof findings]
          : null,
      advice: broken ? message('test.adviceLmtp') : null,
      transcript: sampleTranscript,
    }
    stages.push(stage)
    yield { event: 'stage', stage }
  }
  const report: TestReport = {
    mailbox: `${mailbox}@example.test`,
    startedAt: '2026-01-05T09:40:00.000Z',
    ok: !fails,
    route: fails ? 'ssh' : 'direct',
    stages,
  }
  yield { event: 'report', report }
}
