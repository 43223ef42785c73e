import { describe, expect, it } from 'vitest'
import { deliveryCulprit, readDeliveryLog } from '#core/mail/delivery-log.ts'
import { queueId, replyCode } from '#core/mail/smtp-reply.ts'
import { displaySafe, Transcript } from '#core/mail/transcript.ts'
import { Secret } from '#shared/secret.ts'

const texts = (transcript: Transcript): string[] => transcript.lines.map(({ text }) => text)

describe('a transcript', () => {
  it('masks credentials by the grammar of the protocols, before a line is kept', () => {
    const transcript = new Transcript()
    transcript.client('AUTH PLAIN AGEAYg==')
    transcript.server('235 ok')
    transcript.client('AUTH LOGIN')
    transcript.server('334 VXNlcm5hbWU6')
    transcript.client('YWxpY2U=')
    transcript.server('334 UGFzc3dvcmQ6')
    transcript.client('c2VjcmV0')
    transcript.server('535 5.7.8 no')
    transcript.client('pass se cret')
    transcript.client('APOP alice c4c9334bac560ecc979e58001b3e22fb')
    transcript.client('QUIT')
    expect(texts(transcript)).toEqual([
      'AUTH PLAIN •••',
      '235 ok',
      'AUTH LOGIN',
      '334 VXNlcm5hbWU6',
      '•••',
      '334 UGFzc3dvcmQ6',
      '•••',
      '535 5.7.8 no',
      'PASS •••',
      'APOP alice •••',
      'QUIT',
    ])
  })

  it('masks a secret that a server repeats, in clear and in base64', () => {
    const transcript = new Transcript([new Secret('hunter22')])
    transcript.server(`-ERR hunter22 is wrong (${Buffer.from('hunter22').toString('base64')})`)
    expect(texts(transcript)).toEqual(['-ERR ••• is wrong (•••=)'])
  })

  it('is bounded in lines and in their length', () => {
    const transcript = new Transcript()
    for (let index = 0; index < 5_000; index += 1) transcript.server('x'.repeat(10_000))
    expect(transcript.lines).toHaveLength(401)
    expect(Math.max(...texts(transcript).map((text) => text.length))).toBeLessThan(510)
    expect(texts(transcript).at(-1)).toBe('…')
  })

  it('shows no escape sequence, control character or change of direction', () => {
    expect(
      displaySafe('a\u001b[31mred\u001b[0m\u001b]8;;http://x\u0007link\u0007\u0000\u202Eb\u200B\u009bc\td'),
    ).toBe('aredlinkbc d')
  })
})

describe('the words of mail servers', () => {
  it.each([
    ['250 2.0.0 Ok: queued as 4ZxQ7bTest', '4ZxQ7bTest'],
    ['250 2.0.0 Ok: queued as C31ABF68255', 'C31ABF68255'],
    ['250 OK id=1qXyZ0-0001Ab-2C', '1qXyZ0-0001Ab-2C'],
    ['250 2.0.0 0123456789abcd Message accepted for delivery', '0123456789abcd'],
    ['250 ok', null],
  ])('name a queue id in %j', (reply, id) => {
    expect(queueId(reply)).toBe(id)
  })

  it('have three digits or no code', () => {
    expect([replyCode('250-x'), replyCode('535 no'), replyCode('2500'), replyCode('+OK')]).toEqual([
      250, 535, 0, 0,
    ])
  })

  const head =
    'Nov 22 10:00:00 mail postfix/lmtp[1]: ABCDEF123: to=<a@a.test>, relay=none, delay=1, dsn=4.4.1, status='
  it.each([
    [
      'deferred (connect to mail.a.test[private/dovecot-lmtp]: No such file or directory)',
      'deferred',
      'lmtp',
    ],
    ['deferred (connect to mail.a.test[private/dovecot-lmtp]: Connection refused)', 'deferred', 'lmtp'],
    [
      "bounced (host mail.a.test[private/dovecot-lmtp] said: 550 5.1.1 <a@a.test> User doesn't exist: a@a.test)",
      'bounced',
      'recipient',
    ],
    [
      'deferred (host mail.a.test[private/dovecot-lmtp] said: 451 4.2.0 <a@a.test> Internal error occurred.)',
      'deferred',
      'storage',
    ],
    [
      'bounced (Host or domain name not found. Name service error for name=b.test type=A: Host not found)',
      'bounced',
      'dns',
    ],
    ['bounced (mail for a.test loops back to myself)', 'bounced', 'routing'],
    [
      'bounced (SMTPUTF8 is required, but was not offered by host mail.a.test[private/dovecot-lmtp])',
      'bounced',
      'lmtp',
    ],
    ['sent (250 2.0.0 <a@a.test> abc Saved)', 'sent', null],
  ] as const)('blame the right part for status=%s', (text, status, culprit) => {
    const record = readDeliveryLog(
      `${head.replace('ABCDEF123', 'OTHER9999')}deferred (x)\n${head}${text}\n`,
      'ABCDEF123',
    )
    expect(record?.status).toBe(status)
    if (culprit !== null) expect(deliveryCulprit(record?.reason ?? '')).toBe(culprit)
  })

  it('say nothing of a message that is not in the log', () => {
    expect(readDeliveryLog(`${head}sent (x)`, 'ZZZZZZ')).toBeNull()
  })
})
