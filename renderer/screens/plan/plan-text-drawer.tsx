import { Button, Drawer, Group, Loader, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { CommandBlock } from '../../components/command-block.tsx'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { saveFile } from '../../components/save-file.ts'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'

export type PlanText = 'program' | 'spec'

interface PlanTextDrawerProps {
  readonly planId: string
  /** Which text is open; null for none. */
  readonly open: PlanText | null
  readonly onClose: () => void
}

/** The whole program of a plan, or its wish as YAML, to read, copy or save. */
export function PlanTextDrawer({ planId, open, onClose }: PlanTextDrawerProps) {
  const t = useText()
  const { queries } = useCore()
  const program = useQuery({
    ...queries.plans.program.queryOptions({ input: { id: planId } }),
    enabled: open === 'program',
  })
  const spec = useQuery({
    ...queries.plans.spec.queryOptions({ input: { id: planId } }),
    enabled: open === 'spec',
  })
  const isProgram = open === 'program'
  const query = isProgram ? program : spec
  const text = isProgram ? program.data?.text : spec.data?.yaml
  const title = isProgram ? t('plan.programTitle') : t('plan.specTitle')
  return (
    <Drawer
      closeButtonProps={{ 'aria-label': t('common.close') }}
      opened={open !== null}
      onClose={onClose}
      position="right"
      size="min(880px, 92vw)"
      title={title}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {isProgram ? t('plan.programHint') : t('plan.specHint')}
        </Text>
        {query.isLoading && <Loader size="sm" aria-label={t('common.loading')} />}
        {query.error !== null && <FailureAlert error={query.error} onRetry={() => void query.refetch()} />}
        {text !== undefined && (
          <>
            <CommandBlock text={text} label={title} height="calc(100vh - 230px)" />
            <Group>
              <Button
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() =>
                  saveFile(isProgram ? `${planId}.sh` : 'server.yaml', text, 'text/plain;charset=utf-8')
                }
              >
                {t('plan.save')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Drawer>
  )
}
