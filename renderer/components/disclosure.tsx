import { Box, Collapse, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import classes from './disclosure.module.css'

/** A line that unfolds what is behind it, which is drawn when it is opened first; `open` is how it begins. */
export function Disclosure({
  label,
  open = false,
  children,
}: {
  label: string
  open?: boolean
  children: ReactNode
}) {
  const [opened, setOpened] = useState(open)
  const [drawn, setDrawn] = useState(open)
  const id = useId()
  return (
    <Box>
      <UnstyledButton
        className={classes.button}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => {
          setOpened(!opened)
          setDrawn(true)
        }}
      >
        <IconChevronRight size={16} aria-hidden className={classes.chevron} data-open={opened || undefined} />
        {label}
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <Box pt={6}>{drawn && children}</Box>
      </Collapse>
    </Box>
  )
}
