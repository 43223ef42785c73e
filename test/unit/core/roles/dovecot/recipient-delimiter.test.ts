import { expect, it } from 'vitest'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, factsAfter, filesOf, wholeWish } from '../whole-wish.ts'

const debianDovecot = '!include conf.d/*.conf\n'

function wish(mainCf: string, mailbox = 'anna', dovecot = debianDovecot) {
  const files = new Map([
    ['/etc/postfix/main.cf', fileFact(mainCf)],
    ['/etc/dovecot/dovecot.conf', fileFact(dovecot)],
  ])
  const facts = bareRelease('12', { files })
  const spec = exampleSpec({ mailboxes: [{ name: mailbox, password: 'pw' }], aliases: [] })
  const first = wholeWish(spec, facts)
  const second = wholeWish(spec, factsAfter(facts, first.resources))
  const line = ({ resources }: typeof first) =>
    /^recipient_delimiter = .*$/m.exec(
      filesOf(resources).get('/etc/dovecot/mailwright-last.conf')?.content ?? '',
    )?.[0]
  expect(line(second)).toBe(line(first))
  const notice = first.notices.find(({ message }) => message.key === 'roles.noticeDelimiterInName')
  return { line: line(first), names: notice?.message.params?.['names'] }
}

it('Dovecot parts names from tags where Postfix does', () => {
  expect(wish('recipient_delimiter = -\n')).toEqual({ line: 'recipient_delimiter = -', names: undefined })
  expect(wish('recipient_delimiter = +\n', 'anna-lena')).toEqual({ line: undefined, names: undefined })
  expect(wish('relayhost =\n')).toEqual({ line: undefined, names: undefined })
})

it('a mailbox with the delimiter in its name stays whole, and that is told', () => {
  expect(wish('recipient_delimiter = +-\n', 'anna-lena')).toEqual({ line: undefined, names: 'anna-lena' })
})

it('what Dovecot does with names that it gets already stays as it is', () => {
  const lmtp = 'recipient_delimiter = -\nvirtual_transport = lmtp:unix:private/dovecot-lmtp\n'
  expect(wish(lmtp)).toEqual({ line: undefined, names: undefined })
  expect(wish('recipient_delimiter = -\n', 'anna', `recipient_delimiter = _\n${debianDovecot}`)).toEqual({
    line: undefined,
    names: undefined,
  })
})
