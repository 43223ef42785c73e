import { message, type Message } from '#shared/message.ts'
import { FailureError } from '#shared/model/failure.ts'
import { askYes } from './ask.ts'
import { fail } from '#shared/fail.ts'
import type { HostAddress } from './host-address.ts'
import type { ReusingConnector } from './server-connection.ts'
import type { Terminal } from './terminal.ts'

/** One call of a command: where it writes, and the server it speaks to. */
export interface Call {
  readonly terminal: Terminal
  readonly host: HostAddress
  /** What stands behind `--host` in a command that is shown: the address, and the options to log in and of the language that this call was given. */
  readonly way: string
  readonly connector: ReusingConnector
  /** Approved beforehand by `--yes`. */
  readonly yes: boolean
  /** Every line that commands print is shown. */
  readonly verbose: boolean
  /** Ids of the resources to which plans are limited, those of `putBack` among them; empty: all. */
  readonly only: readonly string[]
  /** Paths of files whose text shall be again as the last run left it. */
  readonly putBack: readonly string[]
}

/**
 * Goes on only when what follows is approved: by `--yes`, or by an answer on the terminal. What to do next depends on whether
 * nobody could be asked, or whoever was asked did not say yes.
 */
export async function demandApproval(
  call: Call,
  {
    unasked = message('failure.approvalMissingNext'),
    declined = message('cli.declinedNext'),
  }: { unasked?: Message; declined?: Message } = {},
): Promise<void> {
  if (call.yes) return
  const { terminal } = call
  const isAsked = terminal.interactive && !terminal.json
  if (isAsked && (await askYes(terminal, message('cli.askApproval')))) return
  const { code, message: said } = fail('approvalMissing').failure
  throw new FailureError(
    isAsked
      ? { code, message: message('cli.declined'), next: declined }
      : { code, message: said, next: unasked },
  )
}
