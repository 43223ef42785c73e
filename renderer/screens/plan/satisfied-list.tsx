import { Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { Satisfied } from '#shared/model/plan.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { MessageText } from '../../components/message-text.tsx'
import { useText } from '../../i18n.ts'
import classes from './plan-review.module.css'

/** What is right already and stays as it is, folded. */
export function SatisfiedList({ satisfied }: { satisfied: readonly Satisfied[] }) {
  const t = useText()
  if (satisfied.length === 0) return null
  return (
    <div className={classes.fold}>
      <Disclosure label={t('plan.satisfiedTitle', { n: satisfied.length })}>
        <Text size="sm" c="dimmed" mb="xs">
          {t('plan.satisfiedHint')}
        </Text>
        <ul className={classes.satisfied}>
          {satisfied.map((one) => (
            <li key={one.id}>
              <IconCheck size={15} aria-hidden />
              <span>
                <MessageText message={one.title} />
              </span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  )
}
