import { describe, expect, it } from 'vitest'
import { composeMessage, parseAddress } from '#core/mail/compose-message.ts'
import { htmlForShow } from '#core/mail/html-for-show.ts'
import { readMessage, readSummary } from '#core/mail/read-message.ts'
import type { ComposedMail } from '#shared/model/mail.ts'
import { failureCode } from './support/failure-code.ts'

const place = { number: 1, uid: 'u1', size: 10 }
const bytes = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256))
const mail: ComposedMail = {
  from: '张三 <alice@a.test>',
  to: ['李四 <bob@a.test>'],
  cc: [],
  subject: '主题：季度报告（第三版）📮',
  text: '你好，\n.点开头\n𠮷\n',
  attachments: [
    { name: '报告 第三版.bin', type: 'application/octet-stream', content: bytes.toString('base64') },
    { name: 'lines.txt', type: 'text/plain', content: Buffer.from('a\r\nb\nc\r').toString('base64') },
  ],
}

describe('a message that is composed and read again', () => {
  it('keeps Chinese names, subject, text and file names, and every byte of an attachment', async () => {
    const { raw, messageId, envelope } = await composeMessage(mail)
    const read = await readMessage(raw, place)
    expect(envelope).toEqual({ from: 'alice@a.test', to: ['bob@a.test'] })
    expect(read).toMatchObject({ from: mail.from, to: mail.to[0], subject: mail.subject, html: null })
    expect(read.text?.replaceAll('\r\n', '\n')).toBe(mail.text)
    expect(read.attachments.map(({ name, content }) => [name, content])).toEqual(
      mail.attachments.map(({ name, content }) => [name, content]),
    )
    expect(read.headers.find(({ name }) => name === 'Message-ID')?.value).toBe(messageId)
    expect(read.date).toMatch(/^\d{4}-\d\d-\d\dT/)
  })

  it('travels as ASCII lines of a lawful length, ended by CRLF', async () => {
    const { raw } = await composeMessage({ ...mail, text: '长'.repeat(2_000) })
    const text = raw.toString('latin1')
    expect(text).not.toMatch(/[^\r]\n|\r[^\n]|[\u0080-\u00ff]/)
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThan(998)
  })

  it('cannot be given headers through a subject or a name', async () => {
    const { raw } = await composeMessage({ ...mail, subject: 'hi\r\nBcc: eve@a.test\r\n\r\nbody' })
    expect(raw.toString()).not.toMatch(/^Bcc:/m)
    expect(await failureCode(composeMessage({ ...mail, to: ['bob@a.test\r\nBcc: eve@a.test'] }))).toBe(
      'mailAddress',
    )
  })

  it.each(['', 'bob', '@a.test', 'bob@', 'a@b@c', 'bob@a.test, eve@a.test', '<script>@a.test', 'a b@c.test'])(
    'refuses %j as an address',
    (text) => {
      expect(() => parseAddress(text)).toThrow('mailAddress')
    },
  )
})

describe('a message that others wrote', () => {
  // What mail(1) sends in the C locale.
  const named = (charset: string, body: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`Content-Type: text/plain; charset=${charset}\n\n`), body])

  it.each(['"ANSI_X3.4-1968"', 'us-ascii; format=flowed', 'US-ASCII'])(
    'is read as UTF-8 where it only says %s',
    async (charset) => {
      const { text, headers } = await readMessage(named(charset, Buffer.from('我是 boss\n')), place)
      expect(text).toBe('我是 boss\n')
      expect(headers[0]?.value).toContain(charset)
    },
  )

  it('keeps the letters of western Europe under the name of ASCII', async () => {
    const { text } = await readMessage(named('us-ascii', Buffer.from('caf\xe9\n', 'latin1')), place)
    expect(text).toBe('café\n')
  })

  const gbk = Buffer.concat([
    Buffer.from('From: =?gb18030?B?1cXI/Q==?= <z@a.test>\r\nSubject: =?GBK?Q?=D6=D0=CE=C4=D6=F7=CC=E2?=\r\n'),
    Buffer.from('Content-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'),
    Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0x95, 0x32, 0x82, 0x36, 0x0d, 0x0a]),
  ])

  it('is decoded from GBK and gb18030, four-byte characters too', async () => {
    const read = await readMessage(gbk, place)
    expect(read).toMatchObject({ from: '张三 <z@a.test>', subject: '中文主题', date: null })
    expect(read.text?.trim()).toBe('你好，𠀀')
    expect(await readSummary(gbk, place)).toMatchObject({ subject: '中文主题', ...place })
  })

  it('is dated by the topmost trace line where it has no date of its own', async () => {
    const trace =
      'Received: from b by mail.a.test (Postfix) with ESMTP id 4Z\r\n\tfor <alice@a.test>; Mon, 5 Jan 2026 09:00:10 +0000 (UTC)\r\n' +
      'Received: from c by b; Sun, 4 Jan 2026 09:00:00 +0000\r\n'
    const head = Buffer.from(`${trace}From: a@a.test\r\nSubject: x\r\n\r\n`)
    expect(await readSummary(head, place)).toMatchObject({ date: '2026-01-05T09:00:10.000Z' })
    expect(await readSummary(Buffer.from('Subject: x\r\n\r\n'), place)).toMatchObject({ date: null })
  })

  it('never fails to be shown, whatever its bytes', async () => {
    const nested = 'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n'.repeat(500)
    for (const raw of [
      Buffer.alloc(0),
      bytes,
      Buffer.from(nested),
      Buffer.from('Date: never\r\nFrom: \r\n\r\n'),
    ]) {
      const read = await readMessage(raw, place)
      expect(read.uid).toBe('u1')
      expect(read.date).toBeNull()
    }
  })
})

describe('HTML for show', () => {
  it.each([
    ['<script>alert(1)</script>hi', 'hi'],
    ['<img src="https://evil.test/pixel.gif" alt="p">', '<img alt="p" />'],
    ['<img src=x onerror=alert(1)>', '<img alt="" />'],
    ['<a href="javascript:alert(1)">x</a>', '<a target="_blank" rel="noopener noreferrer nofollow">x</a>'],
    ['<p style="background:url(https://evil.test);color:#f00">x</p>', '<p style="color:#f00">x</p>'],
    ['<style>@import "https://evil.test"</style><link rel=stylesheet href=//evil.test>x', 'x'],
    ['<iframe src="https://evil.test"></iframe><form action="//evil.test"><input></form>x', 'x'],
    ['<svg><image href="https://evil.test"/></svg>x', 'x'],
    [
      '<table background="https://evil.test"><tr><td>x</td></tr></table>',
      '<table><tr><td>x</td></tr></table>',
    ],
    ['<base href="https://evil.test/"><meta http-equiv=refresh content="0;url=//evil.test">x', 'x'],
  ])('makes %j harmless', (html, safe) => {
    expect(htmlForShow(html, [])).toBe(safe)
  })

  it('shows images that came along, and no others', () => {
    const png = { contentId: 'logo@a', type: 'image/png', content: 'AAAA' }
    const svg = { contentId: 'svg@a', type: 'image/svg+xml', content: 'AAAA' }
    const html = '<img src="cid:logo@a"><img src="cid:svg@a"><img src="cid:none">'
    expect(htmlForShow(html, [png, svg])).toBe(
      '<img alt="" src="data:image/png;base64,AAAA" /><img alt="" /><img alt="" />',
    )
  })
})
