import { ActionIcon, Tooltip } from '@mantine/core'
import { IconDownload, IconPaperclip, IconX } from '@tabler/icons-react'
import { byteSize } from '#shared/byte-size.ts'
import { saveFile } from '../../components/save-file.ts'
import { useText } from '../../i18n.ts'
import { octetsOf, type Attached } from './compose-values.ts'
import classes from './mail-screen.module.css'

interface AttachmentListProps {
  readonly attachments: readonly Attached[]
  /** Takes one out of a message that is being written; without it they can be saved. */
  readonly onRemove?: ((index: number) => void) | undefined
}

/** The attachments of a message with name and size, each to be saved or taken out. */
export function AttachmentList({ attachments, onRemove }: AttachmentListProps) {
  const t = useText()
  return (
    <ul className={classes.attachments}>
      {attachments.map((attachment, index) => {
        const { name } = attachment
        const label = onRemove ? t('mail.uiAttachRemove', { name }) : t('mail.uiAttachmentSave', { name })
        return (
          <li key={index} className={classes.attachment}>
            <IconPaperclip size={16} aria-hidden />
            <span className={classes.attachmentName}>{name}</span>
            <span className={classes.attachmentSize}>{byteSize(attachment.size)}</span>
            <Tooltip label={label}>
              <ActionIcon
                variant="subtle"
                size="md"
                aria-label={label}
                onClick={() => {
                  if (onRemove) onRemove(index)
                  // Whatever the sender claims it to be, the browser is to save it, not to show it.
                  else saveFile(name, octetsOf(attachment.content), 'application/octet-stream')
                }}
              >
                {onRemove ? <IconX size={16} aria-hidden /> : <IconDownload size={17} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          </li>
        )
      })}
    </ul>
  )
}
