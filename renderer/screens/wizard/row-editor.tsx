import { ActionIcon, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import { FieldHelp, type Explanation } from '../../components/field.tsx'
import classes from './row-editor.module.css'

interface RowEditorProps<Row> {
  readonly title: string
  /** What the rows are. */
  readonly lead: string
  readonly explanation: Explanation
  /** What stands in the columns; each field has its own full name for those who do not see them. */
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  /** Said where there is no row. */
  readonly empty: string
  readonly addLabel: string
  readonly removeLabel: (row: Row, at: number) => string
  /** A row that nothing was typed into. */
  readonly blank: Row
  readonly onChange: (rows: Row[]) => void
  /** The two fields of a row. */
  readonly children: (row: Row, at: number) => ReactNode
}

/** A list of rows of two fields each, to add to and take from. */
export function RowEditor<Row>({
  title,
  lead,
  explanation,
  columns,
  rows,
  empty,
  addLabel,
  removeLabel,
  blank,
  onChange,
  children,
}: RowEditorProps<Row>) {
  const list = useRef<HTMLUListElement>(null)
  const focusLast = () => list.current?.querySelector<HTMLElement>(':scope > li:last-child input')?.focus()
  return (
    <Stack gap="sm">
      <div>
        <Group gap={6}>
          <Title order={3} size="h4">
            {title}
          </Title>
          <FieldHelp label={title} explanation={explanation} />
        </Group>
        <Text size="sm" c="dimmed" mt={2}>
          {lead}
        </Text>
      </div>
      {rows.length === 0 ? (
        <Text size="sm">{empty}</Text>
      ) : (
        <div className={classes.columns} aria-hidden>
          {columns.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      )}
      <ul className={classes.rows} ref={list}>
        {rows.map((row, at) => (
          // Rows have no identity of their own: they are their place in the draft.
          <li key={at} className={classes.row}>
            {children(row, at)}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={removeLabel(row, at)}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              <IconTrash size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            onChange([...rows, blank])
            // The new row's first field takes the keyboard, once it is there.
            requestAnimationFrame(focusLast)
          }}
        >
          {addLabel}
        </Button>
      </Group>
    </Stack>
  )
}

interface NameInputProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly error: ReactNode
  /** What follows the name, e.g. `@example.com`. */
  readonly suffix?: string
  readonly onChange: (name: string) => void
}

/** The name of a mailbox or alias: no capital, no spelling mended, nothing remembered by the browser. */
export function NameInput({ label, placeholder, value, error, suffix, onChange }: NameInputProps) {
  return (
    <TextInput
      aria-label={label}
      placeholder={placeholder}
      value={value}
      error={error}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      {...(suffix !== undefined && {
        rightSection: <span className={classes.suffix}>{suffix}</span>,
        rightSectionWidth: 'auto',
        rightSectionPointerEvents: 'none',
      })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
