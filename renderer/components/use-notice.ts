import { notifications } from '@mantine/notifications'
import { useText } from '../i18n.ts'

/** Shows a short notice that goes by itself; its button has a name for those who cannot see it. */
export function useNotice(): (message: string, look?: { readonly color?: string }) => void {
  const t = useText()
  return (message, look = {}) =>
    notifications.show({ ...look, message, closeButtonProps: { 'aria-label': t('common.close') } })
}
