import { message, type Message, type MessageKey } from '#shared/message.ts'
import type { Failure } from '#shared/model/failure.ts'

type Words = Pick<Failure, 'message' | 'next'>

const own: Partial<Record<MessageKey, (params: NonNullable<Message['params']>) => Partial<Words>>> = {
  'failure.hostKeyUnknown': ({ fingerprint = '' }) => ({
    next: message('cli.hostKeyUnknownNext', { fingerprint }),
  }),
  'failure.hostKeyChanged': ({ offered = '' }) => ({ next: message('cli.hostKeyChangedNext', { offered }) }),
  'failure.keyPassphraseNeeded': () => ({ next: message('cli.keyPassphraseNeededNext') }),
  'failure.runAtWork': () => ({ next: message('cli.runAtWorkNext') }),
  'failure.sudoPasswordNeeded': () => ({ next: message('cli.sudoPasswordNeededNext') }),
  'failure.runUnknown': ({ run = '–' }) => ({
    message: message('cli.runUnknown', { run }),
    next: message('cli.runUnknownNext'),
  }),
}

/** The words of a failure as they fit the terminal: options and commands where the window has buttons. */
export function terminalWords<T extends Words>(failure: T): T {
  const { key, params = {} } = failure.message
  return { ...failure, ...own[key]?.(params) }
}
