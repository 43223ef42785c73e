import { Drawer, Stack, Text } from '@mantine/core'
import type { TranscriptLine } from '#shared/model/mail.ts'
import { ProtocolTranscript } from '../../components/protocol-transcript.tsx'
import { useDateText, useText } from '../../i18n.ts'

/** What was said to the server by the last operation. */
export interface LastConversation {
  readonly what: 'send' | 'list'
  /** ISO 8601. */
  readonly at: string
  readonly lines: readonly TranscriptLine[]
}

interface TranscriptDrawerProps {
  readonly conversation: LastConversation | null
  readonly opened: boolean
  readonly onClose: () => void
}

/** The last conversation with the server, at the side of the mail. */
export function TranscriptDrawer({ conversation, opened, onClose }: TranscriptDrawerProps) {
  const t = useText()
  const date = useDateText()
  return (
    <Drawer
      closeButtonProps={{ 'aria-label': t('common.close') }}
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(720px, 92vw)"
      title={t('mail.uiTranscriptTitle')}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('mail.uiTranscriptHint')}
        </Text>
        {conversation === null ? (
          <Text>{t('mail.uiTranscriptEmpty')}</Text>
        ) : (
          <>
            <Text fw={600} size="sm">
              {t('mail.uiTranscriptFrom', {
                what: conversation.what === 'send' ? t('mail.uiTranscriptSend') : t('mail.uiTranscriptList'),
                time: date(conversation.at),
              })}
            </Text>
            <ProtocolTranscript lines={conversation.lines} height="calc(100vh - 220px)" />
          </>
        )}
      </Stack>
    </Drawer>
  )
}
