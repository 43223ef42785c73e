import { Checkbox, SegmentedControl } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Change } from '#shared/model/plan.ts'
import { useText } from '../i18n.ts'
import classes from './text-diff.module.css'

interface TextDiffProps {
  readonly before: string | null
  readonly after: string | null
  readonly language: Change['language']
  /** What the text is, e.g. the path of a file. */
  readonly caption: string
}

/** Two texts and what differs between them, in one column or side by side; with one text only, that text. */
export function TextDiff({ before, after, language, caption }: TextDiffProps) {
  const t = useText()
  const [layout, setLayout] = useState<'unified' | 'split'>('unified')
  const [wrap, setWrap] = useState(true)
  const both = before !== null && after !== null
  const state = before === null ? t('plan.contentNew') : after === null ? t('plan.contentRemoved') : null
  return (
    <div className={classes.box}>
      <div className={classes.bar}>
        <span className={classes.caption}>{state === null ? caption : `${caption} · ${state}`}</span>
        <Checkbox
          size="xs"
          label={t('plan.diffWrap')}
          checked={wrap}
          onChange={(event) => setWrap(event.currentTarget.checked)}
        />
        {both && (
          <SegmentedControl
            size="xs"
            aria-label={caption}
            value={layout}
            onChange={(value) => setLayout(value === 'split' ? 'split' : 'unified')}
            data={[
              { value: 'unified', label: t('plan.diffUnified') },
              { value: 'split', label: t('plan.diffSplit') },
            ]}
          />
        )}
      </div>
      {both && layout === 'split' && (
        <div className={classes.heads}>
          <span>{t('plan.diffBefore')}</span>
          <span>{t('plan.diffAfter')}</span>
        </div>
      )}
      <DiffText before={before} after={after} language={language} layout={layout} wrap={wrap} />
    </div>
  )
}

type DiffTextProps = Omit<TextDiffProps, 'caption'> & { layout: 'unified' | 'split'; wrap: boolean }

function DiffText({ before, after, language, layout, wrap }: DiffTextProps) {
  const t = useText()
  const place = useRef<HTMLDivElement>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    let gone = false
    let takeAway = () => {}
    const labels = {
      before: t('plan.diffBefore'),
      after: t('plan.diffAfter'),
      folded: t('plan.diffExpand', { n: '$' }),
    }
    void import('./diff-editor.ts').then(({ showDiff }) => {
      if (gone) return
      takeAway = showDiff(element, { before, after, language, layout, wrap, labels })
      setReady(true)
    })
    return () => {
      gone = true
      takeAway()
    }
  }, [before, after, language, layout, wrap, t])
  return (
    <>
      {!ready && <div className={classes.waiting}>{t('plan.diffLoading')}</div>}
      <div ref={place} className={classes.text} />
    </>
  )
}
