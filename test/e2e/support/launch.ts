import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Browser, chromium, type ElectronApplication, type Page } from 'playwright-core'
import { ensureElectron } from '#test/support/electron-runtime.ts'
import { ensureDisplay } from './virtual-display.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** How Electron is started: the app's data folder (a fresh one unless given), its language, and what its environment gets besides. */
export interface ElectronWish {
  readonly userData?: string
  readonly language?: 'zh-CN' | 'en-US'
  readonly env?: Readonly<Record<string, string>>
  /** The folder of the app; this project unless given. */
  readonly app?: string
}

/** A running window, with its process. */
export interface OpenWindow {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** Ends the app, and removes its data folder if it was made for it. */
  close(): Promise<void>
}

function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  // Vitest's own settings are not the app's; NODE_OPTIONS would reach Electron's older Node.
  return Object.fromEntries(entries.filter(([name]) => !/^(VITEST|NODE_OPTIONS|NODE_ENV)/.test(name)))
}

/** Opens the built app (dist/) in a real Electron and resolves with its first window when that has loaded. */
export async function launchElectron(wish: ElectronWish = {}): Promise<OpenWindow> {
  const { executablePath } = await ensureElectron()
  const display = await ensureDisplay()
  const userData = wish.userData ?? (await mkdtemp(join(tmpdir(), 'mailwright-window-')))
  const app = await _electron.launch({
    executablePath,
    // Without --disable-gpu one launch in ten hangs under Xvfb; root needs --no-sandbox.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${userData}`,
      `--lang=${wish.language ?? 'en-US'}`,
      wish.app ?? root,
    ],
    env: { ...ownEnvironment(), DISPLAY: display, ...wish.env },
    timeout: 60_000,
  })
  const page = await app.firstWindow({ timeout: 60_000 })
  await page.waitForLoadState('domcontentloaded')
  const close = async (): Promise<void> => {
    await app.close()
    if (!wish.userData) await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
  return { app, page, userData, close }
}

/** A page in Chromium, with its browser. */
export interface OpenPage {
  readonly browser: Browser
  readonly page: Page
  close(): Promise<void>
}

/** How a page is opened: its language, the size of the window and the colour scheme. */
export interface PageWish {
  readonly language?: 'zh-CN' | 'en-US'
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
}

/** Where Debian, and most others, put Chromium; null when there is none. */
export function findChromium(): string | null {
  const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const named = process.env['CHROMIUM']
  return [...(named ? [named] : []), ...places].find((place) => existsSync(place)) ?? null
}

/** Opens an address in a fresh headless Chromium and resolves when the page has loaded. */
export async function launchBrowser(url: string, wish: PageWish = {}): Promise<OpenPage> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('Chromium is not installed (package chromium)')
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context = await browser.newContext({
    locale: wish.language ?? 'en-US',
    viewport: wish.viewport ?? { width: 1280, height: 860 },
    colorScheme: wish.colorScheme ?? 'light',
  })
  const page = await context.newPage()
  // A lab server that boots or goes changes this machine's network, and Chromium then drops what it is loading, even from this machine.
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'net::ERR_NETWORK_CHANGED') page.reload().catch(() => undefined)
  })
  await page.goto(url)
  return { browser, page, close: () => browser.close() }
}
