import { quoteWords } from '#core/ssh/quote.ts'
import { message, type Message } from '#shared/message.ts'
import type { Drift } from '#shared/model/drift.ts'

/**
 * What may be done about what others changed, as commands ready to be typed: none where all is as the last run left it, or as
 * the description wants it. `specFile` is the description that was given, `host` what stands behind `--host`.
 */
export function waysWithDrift(drift: Drift, specFile: string | undefined, host: string): readonly Message[] {
  const spec = specFile === undefined ? 'SPEC' : quoteWords([specFile])
  const { unfinishedRun, lastRun, items } = drift
  if (unfinishedRun !== null) return [message('cli.wayContinueFirst', { run: unfinishedRun, host })]
  if (lastRun === null) return [message('cli.wayPlan', { spec, host })]
  if (items.length === 0) return []
  if (specFile === undefined) return [message('cli.wayDriftSpec', { spec, host })]
  const changing = items.filter(({ plan }) => plan === 'changes')
  const [first] = changing
  if (first === undefined) return []
  const isSeveral = changing.length > 1
  const only = quoteWords([specFile, '--only', first.resource])
  const keep = changing.flatMap(({ keepable, name }) => (keepable ? ['--keep', name] : []))
  return [
    isSeveral ? message('cli.wayPutAllBack', { spec, host }) : message('cli.wayPutBack', { spec, host }),
    ...(isSeveral ? [message('cli.wayPutOneBack', { spec: only, host })] : []),
    ...(keep.length === 0 ? [] : [message('cli.wayKeep', { spec: quoteWords([specFile, ...keep]), host })]),
  ]
}
