import { listMessage } from '#shared/list-message.ts'
import { message } from '#shared/message.ts'
import type { Wish } from '#core/plan/resource.ts'
import { factText } from '../fact-text.ts'
import { isOwnText } from '../own-text.ts'
import { presentMainCf } from '../postfix/present-main-cf.ts'
import type { RoleInput } from '../role.ts'
import { adoptedFiles } from './adopted-config.ts'
import { existingSettings } from './existing-config.ts'

/** What Dovecot cuts addresses at by itself. */
const usual = '+'

/**
 * The characters at which Dovecot has to cut `user-tag`, where a main.cf of somebody else's names others than Dovecot does by
 * itself: Postfix takes such mail for the user and hands it over with the tag. Null where nothing has to be said, and where a
 * mailbox has such a character in its name: unlike Postfix, Dovecot does not look for the whole name first.
 */
export function recipientDelimiter(input: RoleInput): string | null {
  const { facts, platform } = input
  const { directory } = platform.dovecot
  const delimiter = foreignDelimiter(input)
  if (delimiter === null || namesWith(delimiter, input).length > 0) return null
  if (existingSettings(facts, directory).has('recipient_delimiter')) return null
  // Once said it stays, whatever our own main.cf and transport say since.
  for (const name of ['dovecot.conf', adoptedFiles.last]) {
    const text = factText(facts, `${directory}/${name}`)
    if (text !== null && isOwnText(text)) return /^recipient_delimiter = /m.test(text) ? delimiter : null
  }
  // Mail that reaches Dovecot already is for names that may hold the character.
  const { parameters } = presentMainCf(input)
  const isServed = ['virtual_transport', 'mailbox_transport'].some((name) =>
    parameters.get(name)?.startsWith('lmtp:'),
  )
  return isServed ? null : delimiter
}

/** Told where mail to tagged addresses cannot reach anybody. */
export function delimiterNotices(input: RoleInput): Wish['notices'] {
  const delimiter = foreignDelimiter(input)
  const names = delimiter === null ? [] : namesWith(delimiter, input)
  if (delimiter === null || names.length === 0) return []
  return [
    {
      blocking: false,
      message: message('roles.noticeDelimiterInName', {
        delimiter,
        names: listMessage(names),
        path: presentMainCf(input).path,
      }),
    },
  ]
}

function foreignDelimiter(input: RoleInput): string | null {
  const { adopted, parameters } = presentMainCf(input)
  const value = parameters.get('recipient_delimiter') ?? ''
  return adopted && value !== '' && value !== usual && !value.includes('$') ? value : null
}

function namesWith(delimiter: string, { spec }: RoleInput): readonly string[] {
  const names = spec.mailboxes.map(({ name }) => name)
  return names.filter((name) => [...delimiter].some((character) => name.includes(character)))
}
