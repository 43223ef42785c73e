import { Box, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'

interface PageProps {
  readonly title: string
  readonly lead?: string | undefined
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode
  /** `narrow`: for forms and reading; `wide`: for tables and diffs. */
  readonly width?: 'narrow' | 'wide'
  readonly children: ReactNode
}

/** The body of a screen: title, lead, actions, content. */
export function Page({ title, lead, actions, width = 'wide', children }: PageProps) {
  return (
    <Box className={classes.page} data-width={width}>
      <Box className={classes.head}>
        <Group justify="space-between" align="flex-start" gap="sm">
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {actions !== undefined && <Group gap="sm">{actions}</Group>}
        </Group>
        {lead !== undefined && (
          <Text c="dimmed" mt={8} maw={720}>
            {lead}
          </Text>
        )}
      </Box>
      {children}
    </Box>
  )
}
