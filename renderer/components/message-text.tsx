import type { Message } from '#shared/message.ts'
import { useMessageText } from '../i18n.ts'

/** A message of the core as text in the window's language. */
export function MessageText({ message }: { message: Message }) {
  return useMessageText()(message)
}
