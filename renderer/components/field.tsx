import { ActionIcon, Popover, Stack, Text } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useText } from '../i18n.ts'
import classes from './field.module.css'

/** What stands behind the help button of a field, whose own line says what it is; parts that are absent are left out. */
export interface Explanation {
  readonly tutorial?: string | undefined
  readonly example?: string | undefined
}

/** A button that opens what the tutorial does at a field, and an example; Escape closes it wherever the keyboard is. */
export function FieldHelp({ label, explanation }: { label: string; explanation: Explanation }) {
  const t = useText()
  const parts = [
    [t('common.explainTutorial'), explanation.tutorial],
    [t('common.explainExample'), explanation.example],
  ] as const
  const [opened, setOpened] = useState(false)
  useWindowEvent('keydown', (event) => {
    if (opened && event.key === 'Escape') setOpened(false)
  })
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={340}
      position="bottom-end"
      shadow="md"
      withArrow
      trapFocus={false}
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size="sm"
          color="gray"
          aria-label={t('common.labelled', { label: t('common.about'), text: label })}
          onClick={() => setOpened(!opened)}
        >
          <IconInfoCircle size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="sm">
          {parts.map(
            ([heading, text]) =>
              text !== undefined && (
                <div key={heading}>
                  <Text size="xs" fw={600} c="dimmed">
                    {heading}
                  </Text>
                  <Text size="sm" className={classes.explanation}>
                    {text}
                  </Text>
                </div>
              ),
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Puts the help button of a field at the right end of its label line; the input keeps its own label. */
export function Field({
  label,
  explanation,
  children,
}: {
  label: string
  explanation: Explanation
  children: ReactNode
}) {
  return (
    <div className={classes.field}>
      {children}
      <div className={classes.help}>
        <FieldHelp label={label} explanation={explanation} />
      </div>
    </div>
  )
}
