import { ActionIcon, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react'
import { memo, useCallback, useRef, useState, type ComponentType, type ReactNode } from 'react'
import { FieldHelp, type Explanation } from '../../components/field.tsx'
import { afterDrawing, longFrom, LongList } from '../../components/long-list.tsx'
import { useText } from '../../i18n.ts'
import classes from './row-editor.module.css'
import { foundRows, keyOfRow, withoutRow, withPart } from './rows.ts'

/** What the two fields of a row are given; none of it changes while another row is typed into. */
export interface RowFieldsProps<Row, Shared> {
  readonly row: Row
  /** The row's place among all rows, from 0. */
  readonly at: number
  /** What is wrong with the first of the two fields, and with the second; null where nothing is shown. */
  readonly firstError: string | null
  readonly secondError: string | null
  /** What all rows know. */
  readonly shared: Shared
  readonly onEdit: (part: Partial<Row>) => void
}

interface RowEditorProps<Row extends object, Shared> {
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
  /** Of the field in which rows are looked for, where there are many. */
  readonly findLabel: string
  readonly removeLabel: (row: Row, at: number) => string
  /** What is wrong with the rows as a whole. */
  readonly error: string | null
  readonly errorsOf: (at: number) => readonly [string | null, string | null]
  /** The first row with something wrong; -1 where there is none. */
  readonly wrong: number
  /** A row that nothing was typed into. */
  readonly blank: Row
  readonly shared: Shared
  /** Changes the rows; `at` is the row that was typed into and `part` what became of it. The same function all the time. */
  readonly onChange: (change: (rows: readonly Row[]) => Row[], at?: number, part?: Partial<Row>) => void
  /** The two fields of a row: a component that is drawn again only when what it is given changes. */
  readonly fields: ComponentType<RowFieldsProps<Row, Shared>>
}

/** A list of rows of two fields each, to add to and take from. */
export function RowEditor<Row extends object, Shared>(props: RowEditorProps<Row, Shared>) {
  const { title, lead, columns, rows, blank, removeLabel, errorsOf, onChange } = props
  const list = useRef<HTMLDivElement>(null)
  const [search, setSearch] = useState<Search | null>(null)
  const places = rows.map((row, at): RowPlace<Row> => ({ row, at }))
  const shown = search === null ? places : places.filter(({ row }) => search.found.has(keyOfRow(row)))
  const wrong = search === null ? props.wrong : shown.findIndex(({ at }) => at === props.wrong)
  const remove = useCallback((at: number) => onChange((before) => withoutRow(before, at)), [onChange])
  const add = () => {
    setSearch(null)
    onChange((before) => [...before, { ...blank }])
    // The new row's first field takes the keyboard, once it is there.
    afterDrawing(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus())
  }
  return (
    <Stack gap="sm">
      <div>
        <Group gap={6}>
          <Title order={3} size="h4">
            {title}
          </Title>
          <FieldHelp label={title} explanation={props.explanation} />
        </Group>
        <Text size="sm" c="dimmed" mt={2}>
          {lead}
        </Text>
      </div>
      {rows.length >= longFrom && (
        <RowSearch
          label={props.findLabel}
          search={search}
          found={shown.length}
          onSearch={(words) => {
            setSearch(words === '' ? null : { words, found: foundRows(rows, words) })
            list.current?.firstElementChild?.scrollTo(0, 0)
          }}
        />
      )}
      {rows.length === 0 ? (
        <Text size="sm">{props.empty}</Text>
      ) : (
        <div className={classes.columns} aria-hidden>
          {columns.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      )}
      <div ref={list}>
        <LongList items={shown} keyOf={({ row }) => keyOfRow(row)} keep={[shown.length - 1, wrong]}>
          {({ row, at }) => {
            const [firstError, secondError] = errorsOf(at)
            return (
              <EditorRow
                row={row}
                at={at}
                firstError={firstError}
                secondError={secondError}
                shared={props.shared}
                removeLabel={removeLabel(row, at)}
                onChange={onChange}
                onRemove={remove}
                fields={props.fields}
              />
            )
          }}
        </LongList>
      </div>
      {props.error !== null && (
        <Text size="sm" c="var(--mw-bad)" role="alert">
          {props.error}
        </Text>
      )}
      <Group>
        <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
          {props.addLabel}
        </Button>
      </Group>
    </Stack>
  )
}

interface RowPlace<Row> {
  readonly row: Row
  readonly at: number
}

/** What is looked for, and what was found when it was typed: a row that is being edited does not vanish. */
interface Search {
  readonly words: string
  readonly found: ReadonlySet<number>
}

interface RowSearchProps {
  readonly label: string
  readonly search: Search | null
  readonly found: number
  readonly onSearch: (words: string) => void
}

function RowSearch({ label, search, found, onSearch }: RowSearchProps) {
  const t = useText()
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={search?.words ?? ''}
      description={search === null ? undefined : t('wizard.foundRows', { n: found })}
      inputWrapperOrder={['input', 'description']}
      onChange={(event) => onSearch(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onSearch('')
        // It is within the step's form, which is not finished by looking for a row.
        if (event.key === 'Enter') event.preventDefault()
      }}
    />
  )
}

interface EditorRowProps<Row extends object, Shared>
  extends
    Omit<RowFieldsProps<Row, Shared>, 'onEdit'>,
    Pick<RowEditorProps<Row, Shared>, 'onChange' | 'fields'> {
  readonly removeLabel: string
  readonly onRemove: (at: number) => void
}

function EditorRow<Row extends object, Shared>(props: EditorRowProps<Row, Shared>) {
  const { at, removeLabel, onChange, onRemove, fields: Fields, ...given } = props
  const edit = useCallback(
    (part: Partial<Row>) => onChange((rows) => withPart(rows, at, part), at, part),
    [onChange, at],
  )
  return (
    <div className={classes.row}>
      <Fields {...given} at={at} onEdit={edit} />
      <RemoveButton label={removeLabel} at={at} onRemove={onRemove} />
    </div>
  )
}

interface RemoveButtonProps {
  readonly label: string
  readonly at: number
  readonly onRemove: (at: number) => void
}

const RemoveButton = memo(function RemoveButton({ label, at, onRemove }: RemoveButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} onClick={() => onRemove(at)}>
      <IconTrash size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
  )
})

interface NameInputProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly error: ReactNode
  /** What follows the name, e.g. `@example.com`. */
  readonly suffix?: string
  readonly onChange: (name: string) => void
}

/** Letters of it that are shown; one of them takes about half a rem. */
const longestSuffix = 20

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
        rightSectionWidth: `${Math.min(suffix.length, longestSuffix) * 0.5 + 1.5}rem`,
        rightSectionPointerEvents: 'none',
      })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
