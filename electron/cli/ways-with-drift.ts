import { quoteWords } from '#core/ssh/quote.ts'
import { message, type Message } from '#shared/message.ts'
import { canPutBack, type Drift } from '#shared/model/drift.ts'

/**
 * What may be done about what others changed, as commands ready to be typed: none where all is as the last run left it, or
 * where only a hand can put it back. `specFile` is the description that was given, `host` what stands behind `--host`.
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
  const only = quoteWords([specFile, '--only', first?.resource ?? ''])
  const texts = items.flatMap((item) =>
    item.plan !== 'changes' && canPutBack(item) ? ['--put-back', item.name] : [],
  )
  const keep = items.flatMap(({ keepable, name }) => (keepable ? ['--keep', name] : []))
  const back = [
    ...(changing.length === 1 ? [message('cli.wayPutBack', { spec, host })] : []),
    ...(changing.length > 1
      ? [message('cli.wayPutAllBack', { spec, host }), message('cli.wayPutOneBack', { spec: only, host })]
      : []),
    ...(texts.length > 0
      ? [message('cli.wayPutTextBack', { spec: quoteWords([specFile, ...texts]), host })]
      : []),
  ]
  const kept = { spec: quoteWords([specFile, ...keep]), host }
  if (keep.length === 0) return back
  return [...back, back.length === 0 ? message('cli.wayKeepOnly', kept) : message('cli.wayKeep', kept)]
}
