import type { CertificateTrust, TestStageId } from '#shared/model/mail.ts'
import type { Message } from '#shared/message.ts'
import type { TranscriptLine } from '#shared/model/mail.ts'
import type { Secret } from '#shared/secret.ts'
import type { TestableAlias } from './alias-to-test.ts'
import type { Dial } from './dial.ts'
import type { MailLimits } from './limits.ts'

/** The ports that the test looks at; null leaves one out. Submission, POP3S and SMTP are needed for the stages. */
export interface MailTestPorts {
  readonly smtp: number
  readonly submission: number
  readonly submissions: number | null
  readonly pop3s: number
  readonly pop3: number | null
}

export const defaultPorts: MailTestPorts = {
  smtp: 25,
  submission: 587,
  submissions: 465,
  pop3s: 995,
  pop3: null,
}

/** All that the one-click test needs to know. */
export interface MailTestInput {
  /** Address that the ports are dialled at. */
  readonly address: string
  /** Name of the server, for TLS. */
  readonly hostname: string
  readonly mailbox: { readonly login: string; readonly address: string; readonly password: Secret }
  /** An alias that leads to the mailbox alone. */
  readonly alias: TestableAlias
  /** Networks that may send without a login by the user's wish, e.g. `192.168.1.0/24`. */
  readonly trustedNetworks?: readonly string[] | undefined
  /** Networks that Postfix itself lets send so; asked only where the server relays. A rejection counts as none. */
  readonly keptNetworks?: (() => Promise<readonly string[]>) | undefined
  readonly ports?: Partial<MailTestPorts> | undefined
  readonly trust: CertificateTrust
  readonly directDial: Dial
  /** Dials from the server itself, through SSH; tried for the ports that cannot be reached directly. */
  readonly tunnelDial: Dial | null
  /**
   * The lines of the server's mail log that name a queue id, where somebody can fetch them: they tell deferred from
   * bounced while the test waits. A rejection counts as nothing known.
   */
  readonly deliveryLog?: ((queueId: string) => Promise<string>) | undefined
  readonly signal?: AbortSignal | undefined
  readonly limits?: Partial<MailLimits> | undefined
  /** Milliseconds that a message may take; a minute where absent. */
  readonly arriveWithin?: number | undefined
  /** Milliseconds between looks into the mailbox; at most half a second. */
  readonly pollEvery?: number | undefined
}

/** How one stage ended. */
export interface StageOutcome {
  readonly state: 'pass' | 'fail' | 'skipped'
  /** Skipped because of what the user wished for: the report is ok all the same. */
  readonly byChoice?: true
  readonly finding: Message
  readonly advice: Message | null
  readonly transcript: readonly TranscriptLine[]
}

/** The stages in the order in which they run. */
export const stageOrder = [
  'reach',
  'submit',
  'arrive',
  'compare',
  'delete',
  'alias',
  'wrongPassword',
  'relay',
] as const satisfies readonly TestStageId[]
