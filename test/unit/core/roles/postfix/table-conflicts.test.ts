import { describe, expect, it } from 'vitest'
import { ownHeader } from '#core/roles/own-text.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, filesOf, wholeWish } from '../whole-wish.ts'

const mainCf = `myhostname = mx.old.test
virtual_alias_maps = hash:$config_directory/virtual,
  mysql:/etc/postfix/aliases-mysql.cf
transport_maps = hash:/etc/postfix/transport
virtual_mailbox_maps = $more_boxes
more_boxes = hash:/etc/postfix/vmailbox
`
const tables = {
  '/etc/postfix/virtual': `# by hand
INFO@example.test elsewhere@old.test
postmaster@example.test
  root@old.test
bob@example.test bob@example.test, copy@old.test
@example.test all@old.test
`,
  '/etc/postfix/transport': 'example.test :\n.test smtp:[192.0.2.9]\nalice@example.test smtp:[192.0.2.10]\n',
  '/etc/postfix/vmailbox': 'carol@example.test carol/\nalice@example.test alice/\nx@old.test x/\n',
}

function wish(changes: Record<string, string> = {}, system = false) {
  const texts = { '/etc/postfix/main.cf': mainCf, ...tables, ...changes }
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, fileFact(text)]))
  const spec = exampleSpec({ accounts: system ? 'system' : 'virtual' })
  const { resources, notices } = wholeWish(spec, bareRelease('12', { files }))
  const file = (name: string) => filesOf(resources).get(`/etc/postfix/${name}`)
  const rows = (name: string) =>
    (file(name)?.content ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const told = (name: string) =>
    (file(name)?.warnings ?? []).map(({ key, params }) => {
      const address = params?.['address']
      return `${key.slice(6)} ${typeof address === 'string' ? address : ''}`
    })
  return { rows, told, main: rows('main.cf').join('\n'), notices }
}

describe('tables that somebody else wrote', () => {
  it('are asked after ours, and what they say of our addresses is named', () => {
    const { rows, told, main } = wish()
    expect(main).toContain(
      'virtual_alias_maps = texthash:/etc/postfix/mailwright-aliases\n    hash:$config_directory/virtual,\n  mysql:',
    )
    expect(told('mailwright-aliases')).toEqual(['tableRowReplacedWarning info@example.test'])
    // alice would go to the one who gets all mail; bob keeps a copy that is sent on; postmaster was answered before.
    const keys = rows('mailwright-aliases').map((line) => line.split('\t')[0])
    expect(keys).toEqual([
      'alice@example.test',
      'info@example.test',
      'abuse@example.test',
      'hostmaster@example.test',
      'root@example.test',
    ])
    expect(told('mailwright-mailboxes')).toEqual(['mailboxElsewhereWarning carol@example.test'])
  })

  it('do not take mail of the domain another way', () => {
    const { rows, told, main } = wish()
    expect(main).toContain(
      'transport_maps = texthash:/etc/postfix/mailwright-transport, hash:/etc/postfix/transport',
    )
    // The row of the domain itself changes nothing and comes before that of its parent.
    expect(rows('mailwright-transport')).toEqual(['alice@example.test\tlmtp:unix:private/dovecot-lmtp'])
    expect(told('mailwright-transport')).toEqual(['routeReplacedWarning alice@example.test'])
    const { rows: others } = wish({ '/etc/postfix/transport': '* smtp:[192.0.2.9]\n' }, true)
    expect(others('mailwright-transport')).toEqual(['example.test\tlocal:'])
  })

  it('are named where they cannot be looked into, where they take all other mail, and where they forbid the plan', () => {
    const keys = (changes?: Record<string, string>) =>
      wish(changes)
        .notices.filter(({ message }) => /Table|CatchAll/.test(message.key))
        .map(({ blocking, message }) => [message.key.slice(6), blocking])
    expect(keys()).toEqual([
      ['noticeCatchAll', false],
      ['noticeTablesOpaque', false],
    ])
    expect(keys({ '/etc/postfix/virtual': 'example.test domain\n' })).toEqual([
      ['noticeDomainInTable', true],
      ['noticeTablesOpaque', false],
    ])
  })

  it('say nothing new of mailboxes that Dovecot serves already', () => {
    const texts = { '/etc/postfix/main.cf': `${mainCf}virtual_transport = lmtp:unix:private/dovecot-lmtp\n` }
    expect(wish(texts).told('mailwright-mailboxes')).toEqual([])
  })

  it('are told to decide who gets his mail where they list mailboxes and cannot be looked into', () => {
    const boxes = 'virtual_mailbox_maps = proxy:mysql:/etc/postfix/boxes.cf\n'
    const told = (text: string) =>
      wish({ '/etc/postfix/main.cf': text }).notices.flatMap(({ message }) =>
        message.key === 'roles.noticeMailboxTablesOpaque' ? [message.params?.['names']] : [],
      )
    expect(told(boxes)).toEqual(['proxy:mysql:/etc/postfix/boxes.cf'])
    expect(told(`${boxes}virtual_transport = lmtp:unix:private/dovecot-lmtp\n`)).toEqual([])
  })

  it('leave our own configuration alone once it is ours', () => {
    const own = wish({ '/etc/postfix/main.cf': `${ownHeader('#')}${mainCf}` })
    expect(own.told('mailwright-aliases')).toEqual([])
  })
})
