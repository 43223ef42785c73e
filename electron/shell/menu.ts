import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import { message, type MessageKey } from '#shared/message.ts'
import type { Language } from '#shared/language.ts'
import { createI18n, translate } from '#shared/translate.ts'

/** What the menu shows and does. */
export interface MenuOptions {
  readonly language: Language
  readonly onLanguage: (language: Language) => void
  /** Null while the core has not told it. */
  readonly logFile: string | null
}

type MenuKey = Extract<MessageKey, `settings.menu${string}`>
type Role = NonNullable<MenuItemConstructorOptions['role']>

/** Puts the menu up in a language; called again it replaces the one before. */
export function showMenu({ language, onLanguage, logFile }: MenuOptions): void {
  const texts = createI18n(language)
  const label = (key: MenuKey): string => translate(texts, message(key))
  const item = (key: MenuKey, role: Role): MenuItemConstructorOptions => ({ label: label(key), role })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const choice = (key: MenuKey, offered: Language): MenuItemConstructorOptions => ({
    label: label(key),
    type: 'radio',
    checked: language === offered,
    click: () => onLanguage(offered),
  })
  const onMac = process.platform === 'darwin'
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(onMac
        ? [
            {
              label: label('settings.menuApp'),
              submenu: [item('settings.menuAbout', 'about'), line, item('settings.menuQuit', 'quit')],
            },
          ]
        : []),
      {
        id: 'file',
        label: label('settings.menuFile'),
        submenu: [
          item('settings.menuClose', 'close'),
          ...(onMac ? [] : [line, item('settings.menuQuit', 'quit')]),
        ],
      },
      {
        id: 'edit',
        label: label('settings.menuEdit'),
        submenu: [
          item('settings.menuUndo', 'undo'),
          item('settings.menuRedo', 'redo'),
          line,
          item('settings.menuCut', 'cut'),
          item('settings.menuCopy', 'copy'),
          item('settings.menuPaste', 'paste'),
          item('settings.menuSelectAll', 'selectAll'),
        ],
      },
      {
        id: 'view',
        label: label('settings.menuView'),
        submenu: [
          item('settings.menuReload', 'reload'),
          line,
          item('settings.menuZoomIn', 'zoomIn'),
          item('settings.menuZoomOut', 'zoomOut'),
          item('settings.menuZoomReset', 'resetZoom'),
          line,
          item('settings.menuFullScreen', 'togglefullscreen'),
        ],
      },
      {
        id: 'language',
        label: label('settings.menuLanguage'),
        submenu: [choice('settings.menuChinese', 'zh'), choice('settings.menuEnglish', 'en')],
      },
      {
        id: 'help',
        label: label('settings.menuHelp'),
        submenu: [
          {
            label: label('settings.menuLogs'),
            enabled: logFile !== null,
            click: () => shell.showItemInFolder(logFile ?? app.getPath('userData')),
          },
          item('settings.menuAbout', 'about'),
        ],
      },
    ]),
  )
}
