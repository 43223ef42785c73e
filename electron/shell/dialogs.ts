import { type BrowserWindow, dialog } from 'electron'
import { message, type Message } from '#shared/message.ts'
import type { Language } from '#shared/language.ts'
import { createI18n, translate } from '#shared/translate.ts'

/** Says that the core ended and asks whether to start it again; none of these dialogs blocks the program. */
export async function askRestart(window: BrowserWindow, language: Language): Promise<boolean> {
  const texts = createI18n(language)
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: translate(texts, message('settings.coreEndedTitle')),
    detail: translate(texts, message('settings.coreEndedText')),
    buttons: [
      translate(texts, message('settings.coreEndedRestart')),
      translate(texts, message('settings.coreEndedQuit')),
    ],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}

/** Says why the program cannot start. */
export async function tellFailure(
  window: BrowserWindow,
  language: Language,
  failure: { message: Message; next: Message },
): Promise<void> {
  const texts = createI18n(language)
  await dialog.showMessageBox(window, {
    type: 'error',
    message: translate(texts, failure.message),
    detail: translate(texts, failure.next),
    buttons: [translate(texts, message('settings.menuQuit'))],
  })
}
