import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { ORPCError } from '@orpc/client'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { failureData, type FailureData } from '#shared/model/failure-data.ts'
import { failureOf } from '#shared/fail.ts'
import { useText } from '../i18n.ts'
import classes from './failure-alert.module.css'
import { MessageText } from './message-text.tsx'
import { Disclosure } from './disclosure.tsx'

/** What a failed call tells people, whatever was thrown, or what an answer tells of a failure; unknown errors become `internal`. */
export function failureShown(error: unknown): FailureData {
  const data = failureData.safeParse(error instanceof ORPCError ? error.data : error)
  return data.success ? data.data : failureOf(error).failure
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
  /** What is shown nevertheless. */
  readonly still?: string | undefined
  readonly onRetry?: (() => void) | undefined
  /** The host that was to be reached: what is wrong with its key or login is mended from here. */
  readonly hostId?: string | undefined
  /** The draft whose wizard shows it, which is where one comes back to after mending the login. */
  readonly draft?: string | undefined
}

/** Says in words what failed and what to do next; evidence is folded. */
export function FailureAlert({ error, still, onRetry, hostId, draft }: FailureAlertProps) {
  const t = useText()
  const failure = failureShown(error)
  return (
    <Alert
      role="alert"
      color={still === undefined ? 'red' : 'yellow'}
      icon={<IconAlertTriangle aria-hidden />}
      title={<MessageText message={failure.message} />}
    >
      <Stack gap="xs">
        {still !== undefined && <Text size="sm">{still}</Text>}
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
