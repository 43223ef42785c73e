import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './panel.module.css'

/** A bordered surface; with a title it is a named region. */
export function Panel({
  title,
  children,
  tone,
}: {
  title?: string
  children: ReactNode
  tone?: 'good' | 'bad' | 'warn'
}) {
  const id = useId()
  return (
    <section
      className={classes.panel}
      data-tone={tone}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {title !== undefined && (
        <Title order={2} id={id} className={classes.title}>
          {title}
        </Title>
      )}
      {children}
    </section>
  )
}
