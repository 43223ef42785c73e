import { quoteWords } from '#core/ssh/quote.ts'
import { message, type Message } from '#shared/message.ts'
import { canPutBack, type Drift, type DriftItem } from '#shared/model/drift.ts'

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
  const able = items.filter(canPutBack)
  const isWhole = able.every(({ plan }) => plan === 'changes')
  const [first] = able
  // A plan of everything would decide about texts that it puts back in part.
  const all = { spec: quoteWords([specFile, ...(isWhole ? [] : able.flatMap(chosen))]), host }
  const one = { spec: quoteWords([specFile, ...(first === undefined ? [] : chosen(first))]), host }
  const keep = items.flatMap(({ keepable, name }) => (keepable ? ['--keep', name] : []))
  const kept = { spec: quoteWords([specFile, ...keep]), host }
  return [
    ...(able.length === 0 ? [] : [putBackWay(items.length, able.length, all)]),
    ...(able.length > 1 ? [message('cli.wayPutOneBack', one)] : []),
    ...(keep.length === 0 ? [] : [message(able.length === 0 ? 'cli.wayKeepOnly' : 'cli.wayKeep', kept)]),
  ]
}

/** The options that limit a plan to putting this back. */
function chosen({ plan, name, resource }: DriftItem): readonly string[] {
  return plan === 'changes' ? ['--only', resource] : ['--put-back', name]
}

function putBackWay(found: number, able: number, way: { spec: string; host: string }): Message {
  if (able < found) return message('cli.wayPutRestBack', way)
  return message(able === 1 ? 'cli.wayPutBack' : 'cli.wayPutAllBack', way)
}
