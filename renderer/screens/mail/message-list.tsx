import { Center, EmptyState, Loader, Title, UnstyledButton } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { byteSize } from '#shared/byte-size.ts'
import type { MailSummary } from '#shared/model/mail.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { LongList } from '../../components/long-list.tsx'
import { localeOf, useLanguage, useText } from '../../i18n.ts'
import { senderName } from './address-text.ts'
import classes from './mail-screen.module.css'

interface MessageListProps {
  /** Newest first; undefined while they are fetched for the first time. */
  readonly messages: readonly MailSummary[] | undefined
  /** When the server was asked for them last, in milliseconds. */
  readonly checkedAt: number
  readonly error: Error | null
  readonly chosen: string | null
  readonly onChoose: (uid: string) => void
  readonly onRetry: () => void
}

/** The messages of a mailbox, one line of sender and one of subject each. */
export function MessageList({ messages, checkedAt, error, chosen, onChoose, onRetry }: MessageListProps) {
  const t = useText()
  const language = useLanguage()
  const clock = (at: number) => new Date(at).toLocaleTimeString(localeOf(language), { timeStyle: 'short' })
  return (
    <section className={classes.messages} aria-label={t('mail.uiMessages')}>
      <div className={classes.paneHead}>
        <Title order={2}>{t('mail.uiInbox')}</Title>
        {messages !== undefined && (
          <span className={classes.itemDate}>
            {t('mail.uiCountAt', { n: messages.length, time: clock(checkedAt) })}
          </span>
        )}
      </div>
      {error !== null && (
        <div className={classes.listFailure}>
          <FailureAlert error={error} onRetry={onRetry} />
        </div>
      )}
      {messages === undefined && error === null && (
        <Center className={classes.empty}>
          <Loader size="sm" aria-label={t('mail.uiChecking')} />
        </Center>
      )}
      {messages?.length === 0 && (
        <EmptyState
          className={classes.empty}
          icon={<IconInbox aria-hidden />}
          title={t('mail.uiEmpty')}
          description={t('mail.uiEmptyHint')}
        />
      )}
      <LongList items={messages ?? []} keyOf={({ uid }) => uid} boxClass={classes.longList}>
        {(message) => (
          <div className={classes.itemPlace}>
            <MessageItem message={message} chosen={message.uid === chosen} onChoose={onChoose} />
          </div>
        )}
      </LongList>
    </section>
  )
}

interface MessageItemProps {
  readonly message: MailSummary
  readonly chosen: boolean
  readonly onChoose: (uid: string) => void
}

function MessageItem({ message, chosen, onChoose }: MessageItemProps) {
  const t = useText()
  const date = useShortDate()
  return (
    <UnstyledButton className={classes.item} aria-current={chosen} onClick={() => onChoose(message.uid)}>
      <span className={classes.itemLine}>
        <span className={classes.itemFrom}>{senderName(message.from) || t('mail.uiNoSender')}</span>
        <span className={classes.itemDate}>
          {message.date === null ? t('mail.uiNoDate') : date(message.date)}
        </span>
      </span>
      <span className={classes.itemLine}>
        <span className={classes.itemSubject}>{message.subject || t('mail.uiNoSubject')}</span>
        <span className={classes.itemSize}>{byteSize(message.size)}</span>
      </span>
    </UnstyledButton>
  )
}

/** Time of day for today, day and month for this year, else the whole date. */
function useShortDate(): (iso: string) => string {
  const locale = localeOf(useLanguage())
  const now = new Date()
  return (iso) => {
    const date = new Date(iso)
    const style: Intl.DateTimeFormatOptions =
      date.toDateString() === now.toDateString()
        ? { timeStyle: 'short' }
        : date.getFullYear() === now.getFullYear()
          ? { day: 'numeric', month: 'short' }
          : { dateStyle: 'medium' }
    return new Intl.DateTimeFormat(locale, style).format(date)
  }
}
