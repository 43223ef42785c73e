import { Checkbox, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Message } from '#shared/message.ts'
import { CopyTextButton } from '../../components/copy-text-button.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import classes from './run-progress.module.css'
import { keptLines, type LogLine, type RunView } from './run-view.ts'

/** What the commands of a run printed, step by step; follows the end until somebody scrolls up. */
export function RunLog({ view }: { view: RunView }) {
  const t = useText()
  const print = useMessageText()
  const box = useRef<HTMLPreElement>(null)
  const size = useRef({ width: 0, height: 0 })
  const [follows, setFollows] = useState(true)
  const { log } = view
  useEffect(() => {
    if (follows) toEnd(box.current)
  }, [log, follows])
  // A box of another size scrolls by itself, which is nobody's wish to leave the end.
  useEffect(() => {
    const place = box.current
    if (!follows || place === null) return undefined
    const watcher = new ResizeObserver(() => toEnd(place))
    watcher.observe(place)
    return () => watcher.disconnect()
  }, [follows])
  const titles = new Map(view.steps.map((step) => [step.id, step.title]))
  const isSilent = view.end !== null && log.length === 0
  return (
    <section className={classes.log} aria-label={t('apply.outputTitle')}>
      <div className={classes.logHead}>
        <Title order={3}>{t('apply.outputTitle')}</Title>
        {view.end === null && (
          <Checkbox
            size="xs"
            label={t('apply.outputFollow')}
            checked={follows}
            onChange={(event) => setFollows(event.currentTarget.checked)}
          />
        )}
        {log.length > 0 && (
          <CopyTextButton text={log.map((line) => line.text).join('\n')} label={t('apply.outputCopy')} />
        )}
      </div>
      <pre
        ref={box}
        className={classes.lines}
        data-silent={isSilent || undefined}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('apply.outputTitle')}
        onScroll={({ currentTarget: place }) => {
          const { width: before, height } = size.current
          const isResized = before !== place.clientWidth || height !== place.clientHeight
          size.current = { width: place.clientWidth, height: place.clientHeight }
          const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 40
          if (atEnd !== follows && !isResized) setFollows(atEnd)
        }}
      >
        {log.length === 0 && (
          <span className={classes.dim}>{t(isSilent ? 'apply.outputNone' : 'apply.outputEmpty')}</span>
        )}
        {view.dropped > 0 && (
          <span className={classes.dim}>{`${t('apply.outputCut', { n: keptLines })}\n`}</span>
        )}
        {bySteps(log).map((part) => (
          <LogPart key={part.first} part={part} title={titles.get(part.step)} print={print} />
        ))}
      </pre>
    </section>
  )
}

function toEnd(place: HTMLElement | null): void {
  if (place !== null) place.scrollTop = place.scrollHeight
}

interface Part {
  readonly first: number
  readonly step: string
  readonly lines: string[]
}

function bySteps(log: readonly LogLine[]): Part[] {
  const parts: Part[] = []
  for (const line of log) {
    const last = parts.at(-1)
    if (last?.step === line.step) last.lines.push(line.text)
    else parts.push({ first: line.id, step: line.step, lines: [line.text] })
  }
  return parts
}

function LogPart({
  part,
  title,
  print,
}: {
  part: Part
  title: Message | undefined
  print: (message: Message) => string
}) {
  return (
    <>
      <span className={classes.stepMark}>{title === undefined ? part.step : print(title)}</span>
      {`${part.lines.join('\n')}\n`}
    </>
  )
}
