import { displaySafe } from './transcript.ts'

/** What Postfix wrote of one message in its log, by the last line that names a status. */
export interface DeliveryRecord {
  readonly status: 'sent' | 'deferred' | 'bounced'
  readonly reason: string
}

/** The part of the server that a record blames. */
export type DeliveryCulprit = 'dns' | 'lmtp' | 'recipient' | 'storage' | 'routing' | 'unknown'

/**
 * Finds in lines of Postfix's log the last word on a message, `… status=deferred (reason)`; null when there is none
 * yet. Lines of other messages are passed over.
 */
export function readDeliveryLog(log: string, queueId: string): DeliveryRecord | null {
  let last: DeliveryRecord | null = null
  for (const line of log.split('\n')) {
    if (!line.includes(`${queueId}:`)) continue
    const match = /\bstatus=(sent|deferred|bounced|expired|undeliverable)\b(?: \((.*)\))?/.exec(line)
    if (match === null) continue
    const status = match[1] === 'sent' || match[1] === 'deferred' ? match[1] : 'bounced'
    last = { status, reason: displaySafe(match[2] ?? '') }
  }
  return last
}

const culprits: readonly (readonly [DeliveryCulprit, RegExp])[] = [
  ['dns', /host or domain name not found|name service error|malformed dns/i],
  ['routing', /loops back to myself|relay access denied|too many hops|hops exceeded/i],
  [
    'recipient',
    /user unknown|unknown user|user doesn't exist|no such user|recipient address rejected|x?5\.1\.1/i,
  ],
  [
    'storage',
    /permission denied|internal error|quota|no space|disk full|read-only|mkdir|maildir|mailbox|lock/i,
  ],
  ['lmtp', /dovecot-lmtp|\blmtp\b|private\/|connection refused|no such file|smtputf8/i],
]

/** Which part the reason of a deferred or bounced message points at. */
export function deliveryCulprit(reason: string): DeliveryCulprit {
  // A socket that is missing or refuses names its path; that the path holds a word of another part must not matter.
  if (/^connect to .*\[private\//i.test(reason)) return 'lmtp'
  return culprits.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'unknown'
}
