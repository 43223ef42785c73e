import { Button, EmptyState, Group, Loader, SegmentedControl, Table, Text, Title } from '@mantine/core'
import { IconArrowBackUp, IconArrowLeft, IconMailOpened, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { byteSize } from '#shared/byte-size.ts'
import type { ReadMail } from '#shared/model/mail.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { useDateText, useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { AttachmentList } from './attachment-list.tsx'
import { HtmlFrame } from './html-frame.tsx'
import classes from './mail-screen.module.css'

interface ReadingPaneProps {
  readonly accountId: string
  /** The message to read; null for none. */
  readonly uid: string | null
  readonly onBack: () => void
  readonly onReply: (mail: ReadMail) => void
  readonly onDelete: (mail: ReadMail) => void
}

/** One message, fetched when it is chosen. */
export function ReadingPane({ accountId, uid, ...actions }: ReadingPaneProps) {
  const t = useText()
  const { queries } = useCore()
  const query = useQuery({
    ...queries.mail.read.queryOptions({ input: { accountId, uid: uid ?? '' } }),
    enabled: uid !== null,
    // A message never changes.
    staleTime: Infinity,
  })
  if (uid === null)
    return (
      <EmptyState
        className={classes.empty}
        icon={<IconMailOpened aria-hidden />}
        title={t('mail.uiSelect')}
        description={t('mail.uiSelectHint')}
      />
    )
  if (query.error !== null)
    return (
      <div className={classes.reading}>
        <BackButton onBack={actions.onBack} />
        <FailureAlert error={query.error} onRetry={() => void query.refetch()} />
      </div>
    )
  if (query.data === undefined)
    return (
      <div className={classes.empty}>
        <Loader size="sm" aria-label={t('mail.uiLoadingMessage')} />
      </div>
    )
  return <Message key={uid} mail={query.data} {...actions} />
}

function BackButton({ onBack }: { onBack: () => void }) {
  const t = useText()
  return (
    <Button
      className={classes.back}
      size="compact-md"
      variant="default"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      onClick={onBack}
    >
      {t('mail.uiBackToList')}
    </Button>
  )
}

type MessageProps = Omit<ReadingPaneProps, 'accountId' | 'uid'> & { mail: ReadMail }

function Message({ mail, onBack, onReply, onDelete }: MessageProps) {
  const t = useText()
  return (
    <article className={classes.reading} aria-label={t('mail.uiReading')}>
      <div className={classes.readingHead}>
        <BackButton onBack={onBack} />
        <Title order={2}>{mail.subject || t('mail.uiNoSubject')}</Title>
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowBackUp size={15} aria-hidden />}
            onClick={() => onReply(mail)}
          >
            {t('mail.uiReply')}
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => onDelete(mail)}
          >
            {t('mail.uiDelete')}
          </Button>
        </Group>
      </div>
      <Facts mail={mail} />
      <Disclosure label={t('mail.uiHeaders')}>
        <div className={classes.headers} tabIndex={0} role="region" aria-label={t('mail.uiHeaders')}>
          <Table aria-label={t('mail.uiHeaders')} verticalSpacing={3}>
            <Table.Tbody>
              {mail.headers.map((header, index) => (
                <Table.Tr key={index}>
                  <Table.Td>{header.name}</Table.Td>
                  <Table.Td>{header.value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Disclosure>
      {mail.attachments.length > 0 && (
        <div>
          <Text size="sm" fw={600} mb={6}>
            {t('mail.uiAttachments', { n: mail.attachments.length })}
          </Text>
          <AttachmentList attachments={mail.attachments} />
        </div>
      )}
      <Body mail={mail} />
    </article>
  )
}

function Facts({ mail }: { mail: ReadMail }) {
  const t = useText()
  const date = useDateText()
  const cc = mail.headers.find((header) => header.name.toLowerCase() === 'cc')?.value
  return (
    <dl className={classes.facts}>
      <dt>{t('mail.uiFrom')}</dt>
      <dd>{mail.from || t('mail.uiNoSender')}</dd>
      <dt>{t('mail.uiTo')}</dt>
      <dd>{mail.to}</dd>
      {cc !== undefined && (
        <>
          <dt>{t('mail.uiCc')}</dt>
          <dd>{cc}</dd>
        </>
      )}
      <dt>{t('mail.uiDate')}</dt>
      <dd>{mail.date === null ? t('mail.uiNoDate') : date(mail.date)}</dd>
      <dt>{t('mail.uiSize')}</dt>
      <dd>{byteSize(mail.size)}</dd>
    </dl>
  )
}

function Body({ mail }: { mail: ReadMail }) {
  const t = useText()
  const { text, html } = mail
  const [shows, setShows] = useState<'html' | 'text'>(html === null ? 'text' : 'html')
  if (text === null && html === null) return <Text c="dimmed">{t('mail.uiNoBody')}</Text>
  return (
    <>
      {text !== null && html !== null && (
        <SegmentedControl
          size="xs"
          w="fit-content"
          aria-label={t('mail.uiText')}
          value={shows}
          onChange={(value) => setShows(value === 'text' ? 'text' : 'html')}
          data={[
            { value: 'html', label: t('mail.uiShowHtml') },
            { value: 'text', label: t('mail.uiShowText') },
          ]}
        />
      )}
      {shows === 'html' && html !== null ? (
        <HtmlFrame html={html} />
      ) : (
        <pre className={classes.text}>{text}</pre>
      )}
    </>
  )
}
