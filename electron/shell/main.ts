import { join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import type { Settings } from '#shared/contract/settings.ts'
import { languageOfLocale } from '#shared/language.ts'
import { LogFile } from '#core/log/log-file.ts'
import { Scrubber } from '#core/log/scrubber.ts'
import type { FromCore, ToCore } from '#core/process-messages.ts'
import { defaultDataDirectory } from '#core/store/data-directory.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { CoreProcess } from './core-process.ts'
import { askRestart, tellFailure } from './dialogs.ts'
import { askKeychain, hasKeychain } from './keychain.ts'
import { showMenu } from './menu.ts'
import { findNode, unpacked } from './node-binary.ts'
import { PageRelay } from './page-relay.ts'
import { openWindow, refusePermissions } from './window.ts'

const dataDirectory = defaultDataDirectory(process.env)
const log = new LogFile(dataDirectory, new Scrubber())

/** The desktop program: one window, its menu, and the core's process behind them. */
class Desktop {
  readonly #relay = new PageRelay((message) => this.#core?.send(message))
  readonly #locale = app.commandLine.getSwitchValue('lang') || app.getLocale()
  #settings: Settings = { language: languageOfLocale(this.#locale), theme: 'auto' }
  #logFile: string | null = null
  #core: CoreProcess | null = null
  #window: BrowserWindow | null = null
  #ends = 0

  open(): void {
    refusePermissions()
    serveApp(app.getAppPath())
    this.#showMenu()
    this.#startCore()
    this.showWindow()
  }

  /** Brings the window to the front, opening it again where it was closed. */
  showWindow(): void {
    if (this.#window === null || this.#window.isDestroyed()) this.#window = openWindow(app.getAppPath())
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.focus()
  }

  close(): void {
    this.#core?.stop()
  }

  #startCore(): void {
    const appPath = app.getAppPath()
    this.#core = new CoreProcess({
      node: findNode(appPath, process.resourcesPath),
      program: unpacked(join(appPath, 'dist', 'core', 'main.cjs')),
      start: { dataDirectory, version: app.getVersion(), locale: this.#locale, hasKeychain: hasKeychain() },
      askKeychain,
      onMessage: (message) => this.#hear(message),
      onEnd: (reason) => this.#coreEnded(reason),
    })
  }

  #hear(message: Exclude<FromCore, { kind: 'keychain' }>): void {
    switch (message.kind) {
      case 'page':
        return this.#relay.deliver(message)
      case 'ready':
        this.#logFile = message.logFile
        this.#relay.open()
        return this.#follow(message.settings)
      case 'settings':
        return this.#follow(message.settings)
      case 'failed':
        return this.#giveUp(message.failure)
    }
  }

  #follow(settings: Settings): void {
    this.#settings = settings
    this.#showMenu()
  }

  #showMenu(): void {
    showMenu({
      language: this.#settings.language,
      logFile: this.#logFile,
      onLanguage: (language) => {
        this.#settings = { ...this.#settings, language }
        this.#core?.send({ kind: 'settings', settings: this.#settings } satisfies ToCore)
      },
    })
  }

  /** Once the core is simply started again, and the page with it; the second time somebody is asked. */
  #coreEnded(reason: string): void {
    log.error('the core ended', reason)
    this.#core = null
    this.#relay.reset()
    this.#ends += 1
    if (this.#ends === 1) return this.#startAgain()
    const window = this.#window
    if (window === null || window.isDestroyed()) return app.exit(1)
    askRestart(window, this.#settings.language)
      .then((again) => (again ? this.#startAgain() : app.exit(1)))
      .catch(endWith)
  }

  #startAgain(): void {
    this.#startCore()
    if (this.#window !== null && !this.#window.isDestroyed()) this.#window.webContents.reload()
  }

  #giveUp(failure: (FromCore & { kind: 'failed' })['failure']): void {
    this.#core?.stop()
    log.error('the core cannot start', failure.code)
    const window = this.#window
    if (window === null || window.isDestroyed()) return app.exit(1)
    tellFailure(window, this.#settings.language, failure)
      .then(() => app.exit(1))
      .catch(endWith)
  }
}

/** Electron would open a dialog that blocks everything; the log is the better place. */
function endWith(error: unknown): void {
  log.error('the shell', error)
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  app.exit(1)
}

process.on('uncaughtException', endWith)
process.on('unhandledRejection', endWith)

if (app.requestSingleInstanceLock()) {
  registerAppScheme()
  const desktop = new Desktop()
  app.on('second-instance', () => desktop.showWindow())
  app.on('activate', () => desktop.showWindow())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', () => desktop.close())
  app.whenReady().then(() => desktop.open(), endWith)
} else {
  app.exit(0)
}
