import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import { mailStoreOn } from '../accounts/mail-store.ts'
import { factText } from '../fact-text.ts'
import { isOwnText } from '../own-text.ts'
import type { RoleInput } from '../role.ts'
import { adoptedFiles } from './adopted-config.ts'
import { loginsIn } from './users-file.ts'

/** What nobody can read any more where a description of before had the other kind of mailboxes; its mail stays. */
export function kindChangeWarnings({ spec, platform, facts }: RoleInput): readonly Message[] {
  const { directory } = platform.dovecot
  const own = ['dovecot.conf', adoptedFiles.first, adoptedFiles.last]
    .map((name) => factText(facts, `${directory}/${name}`))
    .filter((text) => text !== null && isOwnText(text))
  if (own.length === 0) return []
  const users = `${directory}/users`
  const wasVirtual = own.some((text) => text?.includes(users) === true)
  if (wasVirtual === (spec.accounts === 'virtual')) return []
  if (!wasVirtual) {
    const main = factText(facts, `${directory}/dovecot.conf`)
    // Beside a configuration of others they go on logging in.
    return main !== null && isOwnText(main) ? [message('roles.systemMailLeftWarning')] : []
  }
  const addresses = [...loginsIn(factText(facts, users))].filter((address) => address !== '')
  if (addresses.length === 0) return []
  return [
    message('roles.virtualMailLeftWarning', {
      addresses: listMessage(addresses),
      directory: mailStoreOn(facts, platform).directory,
    }),
  ]
}
