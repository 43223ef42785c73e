import { join } from 'node:path'
import { BrowserWindow, session, shell } from 'electron'
import { pageAddress } from './app-protocol.ts'

/** Opens the window on the page: sandboxed, nailed to its address, with no rights but those of a page. */
export function openWindow(appPath: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    minWidth: 760,
    minHeight: 560,
    show: false,
    title: 'Mailwright · 邮匠',
    webPreferences: {
      preload: join(appPath, 'dist', 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Its dictionaries would be fetched from a foreign server.
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  lockNavigation(window)
  void window.loadURL(pageAddress)
  return window
}

/** Refuses every right that pages can ask for, but the clipboard for writing. */
export function refusePermissions(): void {
  const allowed = new Set(['clipboard-sanitized-write'])
  session.defaultSession.setPermissionRequestHandler((_page, permission, decide) => {
    decide(allowed.has(permission))
  })
  session.defaultSession.setPermissionCheckHandler((_page, permission) => allowed.has(permission))
}

function lockNavigation({ webContents }: BrowserWindow): void {
  const stay = (event: { preventDefault: () => void }, url: string): void => {
    if (!url.startsWith(pageAddress)) event.preventDefault()
  }
  webContents.on('will-navigate', stay)
  webContents.on('will-redirect', stay)
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  webContents.setWindowOpenHandler(({ url }) => {
    if (/^(https?|mailto):/.test(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}
