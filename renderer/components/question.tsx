import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'

interface QuestionProps {
  readonly title: string
  readonly text: string
  /** The word for leaving things as they are; it has the focus. */
  readonly no: string
  readonly yes: string
  readonly busy?: boolean
  readonly onNo: () => void
  readonly onYes: () => void
  /** Why it did not work, when it did not. */
  readonly children?: ReactNode
}

/** Asks before something is done that cannot be taken back. */
export function Question({ title, text, no, yes, busy = false, onNo, onYes, children }: QuestionProps) {
  const t = useText()
  return (
    <Modal closeButtonProps={{ 'aria-label': t('common.close') }} opened onClose={onNo} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onNo} data-autofocus>
            {no}
          </Button>
          <Button color="red" loading={busy} onClick={onYes}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
