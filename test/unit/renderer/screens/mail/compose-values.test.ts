import { expect, test } from 'vitest'
import { senderAddress, senderName } from '../../../../../renderer/screens/mail/address-text.ts'
import {
  attachedOf,
  emptyMail,
  octetsOf,
  recipientProblem,
  replyTo,
} from '../../../../../renderer/screens/mail/compose-values.ts'
import { sampleRead } from '#test/e2e/support/stories/sample-mail.ts'

const words = { subject: (subject: string) => `Re: ${subject}`, quoted: 'She wrote:' }

test('a sender has a name and an address', () => {
  expect(senderName('张三 <zhangsan@example.test>')).toBe('张三')
  expect(senderName('"Bob, the builder" <bob@example.test>')).toBe('Bob, the builder')
  expect(senderName('<bob@example.test>')).toBe('bob@example.test')
  expect(senderAddress('张三 <zhangsan@example.test>')).toBe('zhangsan@example.test')
  expect(senderAddress('bob@example.test')).toBe('bob@example.test')
})

test('a reply goes to the sender and quotes the text', () => {
  const reply = replyTo(sampleRead('uid-5'), words)
  expect(reply.to).toEqual(['zhangsan@example.test'])
  expect(reply.subject).toBe('Re: 邮件标题，boss 测试')
  expect(reply.text).toContain('She wrote:\n> 我是 boss！测试邮件内容，成功啦！\n> \n> 此致')
})

test('a reply to a reply has one prefix, in either language', () => {
  const again = (subject: string) => replyTo({ ...sampleRead('uid-5'), subject }, words).subject
  expect(again('RE: hello')).toBe('RE: hello')
  expect(again('回复：你好')).toBe('回复：你好')
})

test('recipients are asked for and looked at', () => {
  expect(recipientProblem(emptyMail)).toBe('')
  expect(recipientProblem({ ...emptyMail, to: ['a@b'], cc: ['not an address'] })).toBe('not an address')
  expect(recipientProblem({ ...emptyMail, to: ['Bob <bob@example.test>'] })).toBeNull()
})

test('a file comes through base64 byte for byte', async () => {
  const octets = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256)
  const attached = await attachedOf(new File([octets], '图片.bin'))
  expect(attached).toMatchObject({ name: '图片.bin', type: 'application/octet-stream', size: 70_000 })
  expect(octetsOf(attached.content)).toEqual(octets)
})
