import { heredoc } from '#core/backends/shell/heredoc.ts'
import type { Difference } from '#core/plan/difference.ts'
import type { Validator } from '#core/plan/resource.ts'
import type { Platform } from '#core/platform/platform.ts'
import { quote, quoteWords, sh } from '#core/ssh/quote.ts'
import check from './check.sh?raw'
import prepare from './prepare.sh?raw'
import type { KeptByPackage, Round } from './read-told.ts'
import room from './room.sh?raw'

/** Free space below which a rehearsal is not begun, in KiB: lists, packages, and the unpacked system beside them. */
export const rehearsalSpace = 450 * 1024

/** The sh program that downloads and unpacks the next release's programs aside; `readPrepared` reads what it prints. */
export function prepareProgram(id: string, platform: Platform, next: Platform): string {
  const programs = [...next.bind.packages, ...next.postfix.packages, next.dovecot.versionPackage]
  const wanted = [...new Set([...programs, ...next.dovecot.packages, ...next.basePackages])]
  const lists = [
    ['ask_programs', programs],
    ['ask_samples', [next.dovecot.directory, next.dovecot.sampleDirectory]],
    ['ask_directories', [next.bind.zoneDirectory, next.bind.cacheDirectory]],
  ] as const
  return [
    `rehearsal=${quote(id)}`,
    `old_suite=${quote(platform.suite)}`,
    `new_suite=${quote(next.suite)}`,
    `wanted=${quote(wanted.join(' '))}`,
    `shell_wanted=${quote(next.shellPackages.join(' '))}`,
    `needs_space=${String(rehearsalSpace)}`,
    ...lists.map(([name, words]) => `${name}() { "$@" ${quoteWords(words)}; }`),
    room,
    prepare,
  ].join('\n')
}

/** The configurations that the second program tries. */
export interface Trial {
  readonly id: string
  readonly next: Platform
  readonly files: readonly KeptByPackage[]
  readonly validators: readonly Validator[]
  /** What the plan changes where the present files were kept, and where the package's were taken (null: nothing is asked). */
  readonly kept: readonly Difference[]
  readonly replaced: readonly Difference[] | null
}

/** The sh program that tries configurations under the unpacked programs and then clears all away; `readTried` reads it. */
export function checkProgram(trial: Trial): string {
  const { id, next, files, kept, replaced } = trial
  const asked = files.filter(({ fate }) => fate === 'asked')
  const settings = sh`inside doveconf -a -c ${`${next.dovecot.directory}/dovecot.conf`}`
  return [
    `rehearsal=${quote(id)}`,
    room,
    check,
    ...files.filter(({ fate }) => fate === 'taken').map((file) => nextLine(file, next)),
    ...files.filter(({ fate }) => fate === 'gone').map(({ path }) => sh`drop_file ${path}`),
    ...tries('asIs', trial),
    ...(replaced === null ? [] : ['keep_etc']),
    ...kept.flatMap(fileLines),
    ...tries('kept', trial),
    `tell known "$(${settings} 2>/dev/null | sed -n 's/^\\([a-z0-9_]*\\) [={].*/\\1/p' | sort -u | coded 65536)"`,
    ...(replaced === null
      ? []
      : [
          'restore_etc',
          ...asked.map((file) => nextLine(file, next)),
          ...replaced.flatMap(fileLines),
          ...tries('replaced', trial),
        ]),
    'tell ready',
    'leave',
  ].join('\n')
}

/** The program that clears away what a rehearsal left that did not come to its end. */
export function clearProgram(id: string): string {
  return [`rehearsal=${quote(id)}`, room, 'leave'].join('\n')
}

function nextLine({ path }: KeptByPackage, { dovecot }: Platform): string {
  const sampled = path.startsWith(`${dovecot.directory}/`)
  return sampled
    ? sh`next_of ${path} ${dovecot.directory} ${dovecot.sampleDirectory}`
    : sh`next_of ${path} ${''} ${''}`
}

function tries(round: Round, { validators }: Trial): readonly string[] {
  return validators.map(
    ({ refuse, command }, index) => sh`try_checker ${round} ${index} ${refuse ?? ''} ${command}`,
  )
}

function fileLines({ resource }: Difference): readonly string[] {
  if (resource.kind === 'absent') return [sh`drop_file ${resource.path}`]
  if (resource.kind !== 'file') return []
  const { path, mode, owner, ownerGroup, content } = resource
  const line = sh`put_file ${path} ${mode.toString(8).padStart(4, '0')} ${owner} ${ownerGroup}`
  return [`${line} ${heredoc(content)}`]
}
