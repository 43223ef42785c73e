import { Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './choice-cards.module.css'

interface Choice<V extends string> {
  readonly value: V
  readonly title: string
  readonly text?: string
}

interface ChoiceCardsProps<V extends string> {
  readonly name: string
  readonly label: string
  readonly description?: string
  readonly value: V | null
  readonly choices: readonly Choice<V>[]
  readonly error?: ReactNode
  readonly onChange: (value: V) => void
}

/** One of a few, each with a line that explains it; arrow keys move, as in every radio group. */
export function ChoiceCards<V extends string>({ choices, value, onChange, ...props }: ChoiceCardsProps<V>) {
  return (
    <Radio.Group
      {...props}
      value={value}
      onChange={(next) => {
        const choice = choices.find((one) => one.value === next)
        if (choice !== undefined) onChange(choice.value)
      }}
    >
      <Stack gap="xs" mt={6}>
        {choices.map((choice) => (
          <div key={choice.value} className={classes.card} data-chosen={choice.value === value || undefined}>
            <Radio
              value={choice.value}
              label={choice.title}
              description={choice.text}
              classNames={{ body: classes.body, labelWrapper: classes.label, label: classes.title }}
            />
          </div>
        ))}
      </Stack>
    </Radio.Group>
  )
}
