import { message, type MessageParam } from './message.ts'

/** Several values as one, joined as the language does it: `25, 587` or `25、587`. */
export function listMessage(items: readonly MessageParam[]): MessageParam {
  const [only = ''] = items
  if (items.length < 2) return only
  // Halved, so that a long list does not nest deeply.
  const half = Math.ceil(items.length / 2)
  return message('common.list', {
    first: listMessage(items.slice(0, half)),
    rest: listMessage(items.slice(half)),
  })
}
