import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { ORPCError } from '@orpc/client'
import { IconAlertTriangle } from '@tabler/icons-react'
import { failureData } from '#shared/contract/procedure.ts'
import { failureOf } from '#shared/fail.ts'
import type { Message } from '#shared/message.ts'
import { useText } from '../i18n.ts'
import { MessageText } from './message-text.tsx'
import { Disclosure } from './disclosure.tsx'

/** What a failed call tells people, whatever was thrown; unknown errors become `internal`. */
export function failureShown(error: unknown): {
  code: string
  message: Message
  next: Message
  evidence?: string | undefined
} {
  const data = error instanceof ORPCError ? failureData.safeParse(error.data) : null
  return data?.success === true ? data.data : failureOf(error).failure
}

/** Says in words what failed and what to do next; evidence is folded. */
export function FailureAlert({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useText()
  const failure = failureShown(error)
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={<MessageText message={failure.message} />}
    >
      <Stack gap="xs">
        <Text size="sm">
          <MessageText message={failure.next} />
        </Text>
        {failure.evidence !== undefined && (
          <Disclosure label={t('common.evidence')}>
            <Code block>{failure.evidence}</Code>
          </Disclosure>
        )}
        {onRetry && (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('common.retry')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  )
}
