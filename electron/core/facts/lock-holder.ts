import { message, type Message } from '#shared/message.ts'

/** Who holds the lock of runs, of the line that a run's program writes into it: which run, whose, and since when (UTC). */
export function lockHolder(line: string): Message {
  const match = /^([\w.@-]*), (\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z, ([\w-]+)\s*$/.exec(line)
  if (match === null) return message('apply.lockHolderUnknown')
  const [, operator = '', day = '', time = '', run = ''] = match
  return message('apply.lockHolder', { run, operator: operator || '–', since: `${day} ${time} UTC` })
}
