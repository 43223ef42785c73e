import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { ORPCError } from '@orpc/client'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { failureData } from '#shared/contract/procedure.ts'
import { failureOf } from '#shared/fail.ts'
import type { Message } from '#shared/message.ts'
import { useText } from '../i18n.ts'
import classes from './failure-alert.module.css'
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

const aboutHostKey: ReadonlySet<string> = new Set(['hostKeyUnknown', 'hostKeyChanged'])
const aboutLogin: ReadonlySet<string> = new Set([
  'loginSecretMissing',
  'authenticationFailed',
  'passwordExpired',
  'keyPassphraseNeeded',
  'keyPassphraseWrong',
  'keyUnreadable',
  'sudoPasswordNeeded',
  'sudoPasswordWrong',
])

interface FailureAlertProps {
  readonly error: unknown
  readonly onRetry?: (() => void) | undefined
  /** The host that was to be reached: what is wrong with its key or login is mended from here. */
  readonly hostId?: string | undefined
  /** The draft whose wizard shows it, which is where one comes back to after mending the login. */
  readonly draft?: string | undefined
}

/** Says in words what failed and what to do next; evidence is folded. */
export function FailureAlert({ error, onRetry, hostId, draft }: FailureAlertProps) {
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
        <Group gap="xs" className={classes.ways}>
          {hostId !== undefined && aboutHostKey.has(failure.code) && (
            <Button
              size="xs"
              variant="default"
              renderRoot={(props) => <Link to="/hosts" search={{ test: hostId }} {...props} />}
            >
              {t('hosts.testAndCompare')}
            </Button>
          )}
          {hostId !== undefined && aboutLogin.has(failure.code) && (
            <Button
              size="xs"
              variant="default"
              renderRoot={(props) => (
                <Link to="/hosts/$hostId" params={{ hostId }} search={{ draft }} {...props} />
              )}
            >
              {t('hosts.editLogin')}
            </Button>
          )}
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('common.retry')}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}
