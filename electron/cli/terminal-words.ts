import { message, type Message, type MessageKey } from '#shared/message.ts'
import type { Failure } from '#shared/model/failure.ts'

type Words = Pick<Failure, 'message' | 'next'>
type Params = NonNullable<Message['params']>

/** `way` is what stands behind `--host` in a command. */
const own: Partial<Record<MessageKey, (params: Params, way: string) => Partial<Words>>> = {
  'failure.hostKeyUnknown': ({ fingerprint = '' }) => ({
    next: message('cli.hostKeyUnknownNext', { fingerprint }),
  }),
  'failure.hostKeyChanged': ({ offered = '' }) => ({ next: message('cli.hostKeyChangedNext', { offered }) }),
  'failure.keyPassphraseNeeded': () => ({ next: message('cli.keyPassphraseNeededNext') }),
  'failure.keyUnreadable': () => ({ next: message('cli.keyUnreadableNext') }),
  'failure.runAtWork': ({ run }, host) => ({
    next: message('cli.runAtWorkNext', { run: run || 'RUN', host }),
  }),
  'failure.runUnfinished': ({ run }, host) => ({
    next: message('cli.runUnfinishedNext', { run: run || 'RUN', host }),
  }),
  'failure.undoLaterFirst': ({ run }, host) => ({
    next: message('cli.undoLaterFirstNext', { run: run || 'RUN', host }),
  }),
  'failure.undoBegun': ({ run }, host) => ({
    next: message('cli.undoBegunNext', { run: run || 'RUN', host }),
  }),
  'failure.resumeLaterRun': (_, host) => ({ next: message('cli.wayAnew', { spec: 'SPEC', host }) }),
  'failure.noOpenRun': (_, host) => ({ next: message('cli.runsNext', { host }) }),
  'failure.leftBeforeStart': (_, host) => ({ next: message('cli.runsNext', { host }) }),
  'failure.testNothingApplied': ({ host: address = '', spec = 'SPEC' }, host) => ({
    message: message('cli.testNothingStands', { host: address }),
    next: message('cli.setUpNext', { spec, host }),
  }),
  'failure.sudoPasswordNeeded': () => ({ next: message('cli.sudoPasswordNeededNext') }),
  'failure.runUnknown': ({ run = '–' }, host) => ({
    message: message('cli.runUnknown', { run }),
    next: message('cli.runsNext', { host }),
  }),
}

/**
 * The words of a failure as they fit the terminal: options and commands where the window has buttons. Words that were chosen
 * for the case stay, so that whoever knows the way to the server may choose them first.
 */
export function terminalWords<T extends Words>(failure: T, way = '…'): T {
  const { key, params = {} } = failure.message
  if (failure.next.key !== `${key}Next`) return failure
  return { ...failure, ...own[key]?.(params, way) }
}
