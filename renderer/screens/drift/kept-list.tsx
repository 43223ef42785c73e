import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import classes from './drift-screen.module.css'

/** Files whose text was kept, each with the way to let go of it; nothing where there is none. */
export function KeptList({ hostId, kept }: { hostId: string; kept: readonly string[] }) {
  const t = useText()
  const { core, queries } = useCore()
  const client = useQueryClient()
  const release = useMutation({
    mutationFn: (path: string) => core.drift.release({ hostId, path }),
    onSuccess: () => client.invalidateQueries({ queryKey: queries.drift.key() }),
  })
  if (kept.length === 0) return null
  return (
    <Panel title={t('drift.keptTitle')}>
      <Text size="sm" c="dimmed">
        {t('drift.keptHint')}
      </Text>
      {release.error !== null && <FailureAlert error={release.error} />}
      <ul className={classes.kept}>
        {kept.map((path) => (
          <li key={path}>
            <Text size="sm" ff="monospace" className={classes.name}>
              {path}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              loading={release.isPending && release.variables === path}
              onClick={() => release.mutate(path)}
            >
              {t('drift.release')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
