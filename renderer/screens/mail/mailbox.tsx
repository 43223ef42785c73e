import { Button, Title } from '@mantine/core'
import { IconMessages, IconPencilPlus, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { MailAccount } from '#shared/contract/mail.ts'
import type { ReadMail } from '#shared/model/mail.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Question } from '../../components/question.tsx'
import { useNotice } from '../../components/use-notice.ts'
import { useDateText, useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { ComposeDialog } from './compose-dialog.tsx'
import { emptyMail, replyTo, type ComposeValues } from './compose-values.ts'
import classes from './mail-screen.module.css'
import { MessageList } from './message-list.tsx'
import { ReadingPane } from './reading-pane.tsx'
import { TranscriptDrawer, type LastConversation } from './transcript-drawer.tsx'

interface MailboxProps {
  readonly account: MailAccount
  /** The list of accounts, on a wide window. */
  readonly side: ReactNode
  /** The choice of accounts, on a narrow window. */
  readonly picker: ReactNode
}

/** One mailbox: its messages, the one that is read, and what can be done with them. */
export function Mailbox({ account, side, picker }: MailboxProps) {
  const t = useText()
  const replyWords = useReplyWords()
  const { queries } = useCore()
  const accountId = account.id
  const list = useQuery({
    ...queries.mail.list.queryOptions({ input: { accountId } }),
    // The server is asked when somebody wants it, not whenever the screen is shown again.
    staleTime: Infinity,
  })
  const [uid, setUid] = useState<string | null>(null)
  const [composing, setComposing] = useState<ComposeValues | null>(null)
  const [deleting, setDeleting] = useState<ReadMail | null>(null)
  const [sent, setSent] = useState<LastConversation | null>(null)
  const [listens, setListens] = useState(false)
  const listed: LastConversation | null = list.data
    ? { what: 'list', at: new Date(list.dataUpdatedAt).toISOString(), lines: list.data.transcript }
    : null
  const messages = list.data && [...list.data.messages].sort((a, b) => b.number - a.number)
  return (
    <>
      <div className={classes.bar}>
        <Title order={1}>{t('mail.uiTitle')}</Title>
        {picker}
        <Button
          variant="default"
          leftSection={<IconMessages size={16} aria-hidden />}
          onClick={() => setListens(true)}
        >
          {t('mail.uiTranscript')}
        </Button>
        <Button
          variant="default"
          loading={list.isFetching}
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void list.refetch()}
        >
          {t('mail.uiCheck')}
        </Button>
        <Button
          leftSection={<IconPencilPlus size={16} aria-hidden />}
          onClick={() => setComposing(emptyMail)}
        >
          {t('mail.uiCompose')}
        </Button>
      </div>
      <div className={classes.panes} data-reading={uid !== null || undefined}>
        <div className={`${classes.pane} ${classes.accountsPane}`}>{side}</div>
        <div className={`${classes.pane} ${classes.listPane}`}>
          <MessageList
            messages={messages}
            checkedAt={list.dataUpdatedAt}
            error={list.error}
            chosen={uid}
            onChoose={setUid}
            onRetry={() => void list.refetch()}
          />
        </div>
        <div className={`${classes.pane} ${classes.readingPane}`}>
          <ReadingPane
            accountId={accountId}
            uid={uid}
            onBack={() => setUid(null)}
            onReply={(mail) => setComposing(replyTo(mail, replyWords(mail)))}
            onDelete={setDeleting}
          />
        </div>
      </div>
      {composing !== null && (
        <ComposeDialog
          account={account}
          begin={composing}
          onClose={() => setComposing(null)}
          onSent={(result) =>
            setSent({ what: 'send', at: new Date().toISOString(), lines: result.transcript })
          }
        />
      )}
      {deleting !== null && (
        <DeleteMail
          accountId={accountId}
          mail={deleting}
          onClose={() => setDeleting(null)}
          onDeleted={() => {
            setDeleting(null)
            setUid(null)
          }}
        />
      )}
      <TranscriptDrawer
        conversation={later(sent, listed)}
        opened={listens}
        onClose={() => setListens(false)}
      />
    </>
  )
}

function later(one: LastConversation | null, other: LastConversation | null): LastConversation | null {
  if (one === null || other === null) return one ?? other
  return one.at > other.at ? one : other
}

function useReplyWords() {
  const t = useText()
  const date = useDateText()
  return (mail: ReadMail) => ({
    subject: (subject: string) => t('mail.uiReplyPrefix', { subject }),
    quoted: t('mail.uiReplyQuote', {
      date: mail.date === null ? t('mail.uiNoDate') : date(mail.date),
      from: mail.from,
    }),
  })
}

interface DeleteMailProps {
  readonly accountId: string
  readonly mail: ReadMail
  readonly onClose: () => void
  readonly onDeleted: () => void
}

function DeleteMail({ accountId, mail, onClose, onDeleted }: DeleteMailProps) {
  const t = useText()
  const notice = useNotice()
  const { core, queries } = useCore()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => core.mail.remove({ accountId, uid: mail.uid }),
    onSuccess: ({ removed }) => {
      notice(removed ? t('mail.uiDeleted') : t('mail.uiDeletedNot'), { color: removed ? 'green' : 'gray' })
      void client.invalidateQueries({ queryKey: queries.mail.list.key({ input: { accountId } }) })
      onDeleted()
    },
  })
  return (
    <Question
      title={t('mail.uiDeleteTitle')}
      text={t('mail.uiDeleteText', { subject: mail.subject || t('mail.uiNoSubject') })}
      no={t('mail.uiCancel')}
      yes={t('mail.uiDelete')}
      busy={remove.isPending}
      onNo={onClose}
      onYes={() => remove.mutate()}
    >
      {remove.error !== null && <FailureAlert error={remove.error} />}
    </Question>
  )
}
