import { Button, Group } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useText } from '../i18n.ts'

const atOnce = 50

/** The first items of a list that may be long, and the button that shows more of them; null where all are shown. */
export function useShownPart<Item>(items: readonly Item[]): {
  readonly shown: readonly Item[]
  readonly more: ReactNode
} {
  const t = useText()
  const [count, setCount] = useState(atOnce)
  const left = items.length - count
  const more = (
    <Group justify="center" py="sm">
      <Button variant="default" onClick={() => setCount(count + atOnce)}>
        {t('common.showMore', { n: Math.min(left, atOnce), left })}
      </Button>
    </Group>
  )
  return { shown: items.slice(0, count), more: left > 0 ? more : null }
}
