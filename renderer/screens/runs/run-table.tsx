import { Anchor, Button, Group, Table, Tooltip } from '@mantine/core'
import { memo, useId } from 'react'
import type { RunState, RunSummary } from '#shared/model/run.ts'
import { useDurationText } from '../../components/duration-text.ts'
import { useShownPart } from '../../components/shown-part.tsx'
import { useDateText, useText } from '../../i18n.ts'
import { RunStateLabel } from './run-state-label.tsx'
import classes from './runs-screen.module.css'

export type RunAction = 'open' | 'resume' | 'undo'

const resumable: readonly RunState[] = ['interrupted', 'cancelled', 'failed']

interface RunTableProps {
  readonly runs: readonly RunSummary[]
  /** The same function all the time, or every row is drawn again. */
  readonly onAction: (action: RunAction, run: RunSummary) => void
}

/** Runs, newest first, each with what can be done with it. */
export function RunTable({ runs, onAction }: RunTableProps) {
  const t = useText()
  const { shown, more } = useShownPart(runs)
  return (
    <div className={classes.table}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('runs.columnStarted')}</Table.Th>
            <Table.Th>{t('runs.columnState')}</Table.Th>
            <Table.Th>{t('runs.columnDomain')}</Table.Th>
            <Table.Th className={classes.number}>{t('runs.columnChanges')}</Table.Th>
            <Table.Th className={`${classes.number} ${classes.extra}`}>{t('runs.columnDuration')}</Table.Th>
            <Table.Th className={classes.extra}>{t('runs.columnOperator')}</Table.Th>
            <Table.Th>{t('runs.columnActions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((run) => (
            <RunRow
              key={run.id}
              run={run}
              firstStarted={runs.find(({ id }) => id === run.undoFirst)?.startedAt}
              onAction={onAction}
            />
          ))}
        </Table.Tbody>
      </Table>
      {more}
    </div>
  )
}

interface RunRowProps {
  readonly run: RunSummary
  /** When the run that has to be undone before it began. */
  readonly firstStarted: string | undefined
  readonly onAction: RunTableProps['onAction']
}

const RunRow = memo(function RunRow({ run, firstStarted, onAction }: RunRowProps) {
  const t = useText()
  const date = useDateText()
  const duration = useDurationText()
  const took = run.endedAt === null ? undefined : run.took
  const time = date(run.startedAt)
  return (
    <Table.Tr>
      <Table.Td className={classes.when}>
        <Anchor
          component="button"
          size="sm"
          aria-label={t('runs.openRun', { time })}
          onClick={() => onAction('open', run)}
        >
          {time}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <RunStateLabel run={run} />
      </Table.Td>
      <Table.Td className={classes.wide}>{run.domain}</Table.Td>
      <Table.Td className={classes.number}>{run.changes}</Table.Td>
      <Table.Td className={`${classes.number} ${classes.extra}`}>
        {took === undefined ? '–' : duration(took)}
      </Table.Td>
      <Table.Td className={`${classes.operator} ${classes.extra}`} title={run.operator}>
        {run.operator}
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          {run.state === 'running' && (
            <Button size="compact-sm" onClick={() => onAction('open', run)}>
              {t('runs.watch')}
            </Button>
          )}
          {resumable.includes(run.state) && (
            <Button size="compact-sm" variant="default" onClick={() => onAction('resume', run)}>
              {t('runs.resume')}
            </Button>
          )}
          {run.state !== 'running' && run.state !== 'undone' && (
            <UndoButton
              blocked={
                run.undoFirst === undefined
                  ? null
                  : t('runs.undoLaterFirst', { time: date(firstStarted ?? run.startedAt) })
              }
              onUndo={() => onAction('undo', run)}
            />
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  )
})

/** It stays in reach of the keyboard where it does nothing, so that its reason is heard. */
function UndoButton({ blocked, onUndo }: { blocked: string | null; onUndo: () => void }) {
  const t = useText()
  const reason = useId()
  return (
    <Tooltip
      label={blocked}
      disabled={blocked === null}
      multiline
      maw={300}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Button
        size="compact-sm"
        variant="default"
        data-disabled={blocked !== null || undefined}
        aria-disabled={blocked !== null || undefined}
        aria-describedby={blocked === null ? undefined : reason}
        onClick={() => {
          if (blocked === null) onUndo()
        }}
      >
        {t('runs.undo')}
        {blocked !== null && (
          <span id={reason} hidden>
            {blocked}
          </span>
        )}
      </Button>
    </Tooltip>
  )
}
