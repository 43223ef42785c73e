import { z } from 'zod'

/** Something that somebody did on the server, as its logs tell it. Times are seconds since the epoch. */
export type Deed =
  | {
      readonly kind: 'command'
      readonly at: number
      readonly user: string
      readonly as: string
      readonly command: string
    }
  | { readonly kind: 'login'; readonly at: number; readonly user: string; readonly from: string }
  | {
      readonly kind: 'session'
      readonly from: string
      readonly user: string
      readonly at: number
      /** Infinity while it lasts. */
      readonly end: number
    }
  | {
      readonly kind: 'packages'
      readonly at: number
      readonly end: number
      readonly command: string
      /** Who asked for it through sudo, or empty. */
      readonly user: string
      /** The lines with the packages, e.g. `Upgrade: postfix:amd64 (3.7.6, 3.7.11)`. */
      readonly packages: string
    }

const entry = z.object({
  MESSAGE: z.string(),
  _COMM: z.string().default(''),
  __REALTIME_TIMESTAMP: z.string().regex(/^\d{1,17}$/),
})

/** The start line of this program's own commands as root; see rootCommand in core/ssh. */
const ownCommand = /LC_ALL=C; export LC_ALL; echo \S+-ready; while read -r n/

/** Reads journalctl(1)'s JSON lines of sudo, su, sshd and login; all else, and what this program did itself, is passed over. */
export function readJournal(lines: readonly string[]): readonly Deed[] {
  return lines.flatMap((line): Deed[] => {
    const parsed = entry.safeParse(parseJson(line))
    if (!parsed.success) return []
    const { MESSAGE: text, _COMM: program, __REALTIME_TIMESTAMP: time } = parsed.data
    const at = Number(time) / 1e6
    if (program === 'sudo') return sudoDeed(text, at)
    const su = /^\(to (\S+)\) (\S+) on /.exec(text)
    if (program === 'su' && su)
      return [{ kind: 'command', at, user: clean(su[2]), as: clean(su[1]), command: 'su' }]
    const login = /^Accepted \S+ for (\S+) from (\S+) port \d+/.exec(text)
    return login ? [{ kind: 'login', at, user: clean(login[1]), from: clean(login[2]) }] : []
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** `admin : TTY=pts/0 ; PWD=/home/admin ; USER=root ; COMMAND=/usr/bin/vi /etc/x`, as sudoers(5) describes its log. */
function sudoDeed(text: string, at: number): Deed[] {
  const [, user, rest = ''] = /^\s*(\S+) : (.*)$/s.exec(text) ?? []
  const command = /(?:^|; )COMMAND=(.*)$/s.exec(rest)?.[1]
  // Refusals have their reason before the first field.
  if (user === undefined || command === undefined || !/^(TTY|PWD|CHROOT|HOST)=/.test(rest)) return []
  if (ownCommand.test(command)) return []
  const as = /; USER=(\S+) ;/.exec(rest)?.[1]
  return [{ kind: 'command', at, user: clean(user), as: clean(as ?? 'root'), command: clean(command) }]
}

/** Reads `last --time-format iso`; lines in another form are passed over. */
export function readSessions(lines: readonly string[]): readonly Deed[] {
  return lines.flatMap((line): Deed[] => {
    const stamp = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d`
    const match = new RegExp(String.raw`^(\S+)\s+(\S+)\s+(?:(\S+)\s+)?(${stamp})\s+(?:-\s+(${stamp}))?`).exec(
      line,
    )
    const [, user = '', terminal = '', from = '', begin = '', end] = match ?? []
    if (match === null || user === 'reboot' || user === 'shutdown' || user === 'runlevel') return []
    const at = Date.parse(begin) / 1000
    const until = end === undefined ? (/still logged in/.test(line) ? Infinity : at) : Date.parse(end) / 1000
    if (Number.isNaN(at) || Number.isNaN(until)) return []
    return [{ kind: 'session', user: clean(user), from: clean(from || terminal), at, end: until }]
  })
}

/** Reads apt's history.log; `times` are its Start-Date and End-Date lines as seconds, in order. */
export function readHistory(text: string, times: readonly string[]): readonly Deed[] {
  const seconds = times.map(Number)
  let next = 0
  const deeds: Deed[] = []
  const dateLine = /^(Start|End)-Date: \d{4}-\d\d-\d\d {2}\d\d:\d\d:\d\d$/
  // The first block may have been cut where the log was.
  for (const block of text.split(/\n{2,}/)) {
    const lines = block.split('\n')
    const dates = lines.flatMap((line) => {
      const kind = dateLine.exec(line)?.[1]
      return kind === undefined ? [] : [{ kind, at: seconds[next++] ?? NaN }]
    })
    const at = dates.find(({ kind }) => kind === 'Start')?.at ?? NaN
    const end = dates.find(({ kind }) => kind === 'End')?.at ?? at
    if (!Number.isFinite(at) || !Number.isFinite(end)) continue
    const field = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
    const packages = lines.filter((line) =>
      /^(Install|Upgrade|Downgrade|Remove|Purge|Reinstall): /.test(line),
    )
    deeds.push({
      kind: 'packages',
      at,
      end,
      command: clean(field('Commandline')),
      user: clean(field('Requested-By').replace(/ \(\d+\)$/, '')),
      packages: packages.join('\n'),
    })
  }
  return deeds
}

/** Words of a server on one line, without control characters, and not without end. */
function clean(text: string | undefined): string {
  return (text ?? '')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200)
}
