import {
  Alert,
  Button,
  FileButton,
  Group,
  Modal,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconCheck, IconPaperclip, IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { byteSize } from '#shared/byte-size.ts'
import type { MailAccount } from '#shared/contract/mail.ts'
import type { SendResult } from '#shared/model/mail.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Question } from '../../components/question.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { AttachmentList } from './attachment-list.tsx'
import {
  attachedOf,
  attachmentLimit,
  composedOf,
  recipientProblem,
  type ComposeValues,
} from './compose-values.ts'
import classes from './mail-screen.module.css'

interface ComposeDialogProps {
  readonly account: MailAccount
  /** What stands in the form at first: nothing, or a reply. */
  readonly begin: ComposeValues
  readonly onClose: () => void
  readonly onSent: (result: SendResult) => void
}

/** Writes a message and sends it through the account's own server; asks before it throws away what was written. */
export function ComposeDialog({ account, begin, onClose, onSent }: ComposeDialogProps) {
  const t = useText()
  const { core } = useCore()
  const [values, setValues] = useState(begin)
  const [asks, setAsks] = useState(false)
  const send = useMutation({
    mutationFn: (typed: ComposeValues) =>
      core.mail.send({ accountId: account.id, mail: composedOf(typed, account.address) }),
    onSuccess: onSent,
  })
  const leave = () => {
    if (send.data === undefined && values !== begin) setAsks(true)
    else onClose()
  }
  return (
    <>
      <Modal
        closeButtonProps={{ 'aria-label': t('common.close') }}
        opened
        onClose={leave}
        size="xl"
        title={t('mail.uiComposeTitle')}
        closeOnClickOutside={false}
      >
        {send.data === undefined ? (
          <ComposeForm
            from={account.address}
            values={values}
            onChange={setValues}
            sending={send.isPending}
            error={send.error}
            onSend={() => send.mutate(values)}
            onCancel={leave}
          />
        ) : (
          <Sent result={send.data} onClose={onClose} />
        )}
      </Modal>
      {asks && (
        <Question
          title={t('mail.uiDiscardTitle')}
          text={t('mail.uiDiscardText')}
          no={t('mail.uiDiscardKeep')}
          yes={t('mail.uiDiscard')}
          onNo={() => setAsks(false)}
          onYes={onClose}
        />
      )}
    </>
  )
}

interface ComposeFormProps {
  readonly from: string
  readonly values: ComposeValues
  readonly sending: boolean
  readonly error: Error | null
  readonly onChange: (values: ComposeValues) => void
  readonly onSend: () => void
  readonly onCancel: () => void
}

function ComposeForm({ from, values, sending, error, onChange, onSend, onCancel }: ComposeFormProps) {
  const t = useText()
  const [tried, setTried] = useState(false)
  const [hasCc, setHasCc] = useState(values.cc.length > 0)
  const text = useRef<HTMLTextAreaElement>(null)
  const problem = recipientProblem(values)
  const recipientError =
    problem === null || !tried
      ? undefined
      : problem === ''
        ? t('mail.uiRecipientMissing')
        : t('mail.uiRecipientInvalid', { address: problem })
  const inCc = problem !== null && problem !== '' && values.cc.includes(problem)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (problem === null) onSend()
      }}
      // What is sent cannot be called back: only the button sends.
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
      }}
    >
      <Stack gap="sm">
        <TextInput label={t('mail.uiFrom')} value={from} readOnly />
        <TagsInput
          label={t('mail.uiTo')}
          description={t('mail.uiToHint')}
          value={values.to}
          error={inCc ? undefined : recipientError}
          splitChars={[',', ';', '，', '；', ' ']}
          data-autofocus
          onChange={(to) => onChange({ ...values, to })}
        />
        {hasCc ? (
          <TagsInput
            label={t('mail.uiCc')}
            value={values.cc}
            error={inCc ? recipientError : undefined}
            splitChars={[',', ';', '，', '；', ' ']}
            onChange={(cc) => onChange({ ...values, cc })}
          />
        ) : (
          <Group>
            <Button size="compact-sm" variant="subtle" ml={-8} onClick={() => setHasCc(true)}>
              {t('mail.uiAddCc')}
            </Button>
          </Group>
        )}
        <TextInput
          label={t('mail.uiSubject')}
          value={values.subject}
          onChange={(event) => onChange({ ...values, subject: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) text.current?.focus()
          }}
        />
        <Textarea
          ref={text}
          label={t('mail.uiText')}
          autosize
          minRows={9}
          maxRows={18}
          value={values.text}
          onChange={(event) => onChange({ ...values, text: event.currentTarget.value })}
        />
        <Attachments values={values} onChange={onChange} />
        {error !== null && <FailureAlert error={error} />}
        <Group justify="flex-end" className={classes.composeEnd}>
          <Button variant="default" onClick={onCancel}>
            {t('mail.uiCancel')}
          </Button>
          <Button type="submit" loading={sending} leftSection={<IconSend size={16} aria-hidden />}>
            {t('mail.uiSend')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Attachments({ values, onChange }: Pick<ComposeFormProps, 'values' | 'onChange'>) {
  const t = useText()
  const [tooLarge, setTooLarge] = useState(false)
  const { attachments } = values
  const add = async (files: File[]) => {
    const all = [...attachments, ...files].reduce((sum, file) => sum + file.size, 0)
    setTooLarge(all > attachmentLimit)
    if (all > attachmentLimit) return
    onChange({ ...values, attachments: [...attachments, ...(await Promise.all(files.map(attachedOf)))] })
  }
  return (
    <Stack gap="xs">
      <Group>
        <FileButton multiple onChange={(files) => void add(files)}>
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              leftSection={<IconPaperclip size={15} aria-hidden />}
            >
              {t('mail.uiAttach')}
            </Button>
          )}
        </FileButton>
        {tooLarge && (
          <Text size="sm" c="var(--mw-bad)" role="alert">
            {t('mail.uiAttachTooLarge', { limit: byteSize(attachmentLimit) })}
          </Text>
        )}
      </Group>
      {attachments.length > 0 && (
        <AttachmentList
          attachments={attachments}
          onRemove={(index) =>
            onChange({ ...values, attachments: attachments.filter((_, place) => place !== index) })
          }
        />
      )}
    </Stack>
  )
}

function Sent({ result, onClose }: { result: SendResult; onClose: () => void }) {
  const t = useText()
  return (
    <Stack>
      <Alert role="status" color="green" icon={<IconCheck aria-hidden />} title={t('mail.uiSent')}>
        <Text size="sm">{t('mail.uiSentReply', { reply: result.reply })}</Text>
        {result.queueId !== null && <Text size="sm">{t('mail.uiSentQueue', { id: result.queueId })}</Text>}
      </Alert>
      {result.rejected.map(({ recipient, reply }) => (
        <Alert key={recipient} color="red" p="sm">
          <Text size="sm">{t('mail.uiRejected', { recipient, reply })}</Text>
        </Alert>
      ))}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          {t('common.close')}
        </Button>
      </Group>
    </Stack>
  )
}
