import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { startBrowserMode, type BrowserMode } from './support/browser-mode.ts'
import { launchBrowser, type OpenPage } from './support/launch.ts'

const words = { zh, en } as const
type Language = keyof typeof words

/** A host at a port where nothing listens: the wizard has to be usable before the server is. */
async function addHost(page: Page, language: Language): Promise<void> {
  const { hosts } = words[language]
  await page.getByRole('button', { name: hosts.add }).click()
  const address = page.getByLabel(hosts.address)
  await expect.poll(() => address.evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.type('127.0.0.1')
  await page.getByLabel(hosts.port).fill('1')
  await page.getByText(hosts.authAgent, { exact: true }).click()
  await page.getByRole('button', { name: hosts.save, exact: true }).click()
  await page.getByRole('article').waitFor()
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true, level: 2 })

async function pressUntilFocused(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    const label = await page.evaluate(() => {
      const element = document.activeElement
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
      const text = element?.getAttribute('aria-label') ?? labels[0]?.textContent ?? element?.textContent ?? ''
      return text.trim()
    })
    if (typeof name === 'string' ? label === name : name.test(label)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${String(name)}`)
}

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await pressUntilFocused(page, name)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

async function pressNext(page: Page, language: Language): Promise<void> {
  await pressUntilFocused(page, words[language].common.next)
  await page.keyboard.press('Enter')
}

/** Fills every asking step after the host's with the keyboard alone. */
async function fillByKeyboard(page: Page, language: Language): Promise<void> {
  const { wizard } = words[language]
  await typeInto(page, wizard.domain, 'exa mple')
  await page.getByText(words[language].spec.domainInvalid).first().waitFor()
  await typeInto(page, wizard.domain, 'example.test')
  expect(await page.getByLabel(wizard.hostname, { exact: true }).inputValue()).toBe('mail.example.test')
  await typeInto(page, wizard.address, '10.0.0.21')
  await pressNext(page, language)

  await heading(page, wizard.stepDns).waitFor()
  await pressUntilFocused(page, wizard.forwarders)
  await page.keyboard.type('223.5.5.5')
  await page.keyboard.press('Enter')
  // The step is not finished by an Enter more.
  await page.keyboard.press('Enter')
  await pressUntilFocused(page, `${wizard.presetTencent} 119.29.29.29`)
  await page.keyboard.press('Enter')
  await pressNext(page, language)

  await heading(page, wizard.stepMail).waitFor()
  await pressNext(page, language)

  await heading(page, wizard.stepMailboxes).waitFor()
  await pressUntilFocused(page, wizard.addMailbox)
  await page.keyboard.press('Enter')
  await typeInto(page, wizard.mailboxNameOf.replace('{{number}}', '1'), 'alice')
  await typeInto(page, wizard.mailboxPasswordOf.replace('{{number}}', '1'), 'correct "horse"; $(true)')
  await pressUntilFocused(page, wizard.addAlias)
  await page.keyboard.press('Enter')
  await typeInto(page, wizard.aliasNameOf.replace('{{number}}', '1'), 'info')
  await pressUntilFocused(page, wizard.aliasToOf.replace('{{number}}', '1'))
  await page.keyboard.type('alice')
  await page.keyboard.press('Enter')
}

describe.each(['zh', 'en'] as const)('the wizard in %s', (language) => {
  const { wizard, common, settings } = words[language]
  let data: string
  let mode: BrowserMode
  let open: OpenPage
  let page: Page

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'mailwright-wizard-'))
    mode = await startBrowserMode(data, language)
    open = await launchBrowser(mode.address)
    page = open.page
    await addHost(page, language)
  })

  afterEach(async () => {
    await open.close()
    await mode.close()
    await rm(data, { recursive: true, force: true })
  })

  it('is filled by keyboard, keeps all when going back, and survives the end of the program', async () => {
    await page.getByRole('button', { name: words[language].hosts.setUpMail }).click()
    await heading(page, wizard.stepDomain).waitFor()
    const help = { name: `${common.about}${language === 'zh' ? '：' : ': '}${wizard.domain}` }
    await page.getByRole('button', help).click()
    await page.getByText(wizard.domainTutorial).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText(wizard.domainTutorial).waitFor({ state: 'hidden' })
    const ticks = page.getByRole('navigation', { name: wizard.steps })
    expect(await ticks.getByRole('button', { name: wizard.stepMail }).innerText()).not.toContain(
      wizard.stateDone,
    )
    await page.locator('h2').first().focus()
    await fillByKeyboard(page, language)
    await page.getByText(wizard.savedDraft).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    const steps = page.getByRole('navigation', { name: wizard.steps })
    await steps.getByRole('button', { name: wizard.stepDomain }).click()
    expect(await page.getByLabel(wizard.domain, { exact: true }).inputValue()).toBe('example.test')
    await page.getByText(wizard.savedDraft).waitFor()

    await open.close()
    await mode.close()
    mode = await startBrowserMode(data, language)
    open = await launchBrowser(mode.address)
    page = open.page
    await page.getByRole('link', { name: common.setUp }).click()
    await page
      .getByRole('article', { name: 'example.test' })
      .getByRole('button', { name: wizard.continueDraft })
      .click()
    await heading(page, wizard.stepDomain).waitFor()
    expect(await page.getByLabel(wizard.hostname, { exact: true }).inputValue()).toBe('mail.example.test')
    await page
      .getByRole('navigation', { name: wizard.steps })
      .getByRole('button', { name: wizard.stepMailboxes })
      .click()
    const name = page.getByLabel(wizard.mailboxNameOf.replace('{{number}}', '1'))
    expect(await name.inputValue()).toBe('alice')
    await page.getByPlaceholder(words[language].hosts.savedSecret).waitFor()
    await page
      .getByRole('navigation', { name: wizard.steps })
      .getByRole('button', { name: wizard.stepDns })
      .click()
    await page.getByText('223.5.5.5', { exact: true }).waitFor()
  })

  it('comes back from a host that is edited to the step that asked for it', async () => {
    await page.getByRole('button', { name: words[language].hosts.setUpMail }).click()
    const steps = page.getByRole('navigation', { name: wizard.steps })
    await steps.getByRole('button', { name: wizard.stepHost }).first().click()
    await page.getByRole('button', { name: wizard.hostConnect }).click()
    await page.getByText(words[language].hosts.editLogin).click()
    await page.getByRole('button', { name: words[language].hosts.save, exact: true }).click()
    await heading(page, wizard.stepHost).waitFor()
    await page.getByText(words[language].hosts.editLogin).click()
    await page.getByRole('button', { name: common.cancel, exact: true }).click()
    await heading(page, wizard.stepHost).waitFor()
  })

  it('switches every word at once and keeps what was typed', async () => {
    const other = language === 'zh' ? 'en' : 'zh'
    await page.getByRole('button', { name: words[language].hosts.setUpMail }).click()
    await page.getByLabel(wizard.domain, { exact: true }).fill('half-typed')
    await page.getByRole('link', { name: common.settings }).click()
    await page
      .getByText(other === 'zh' ? settings.menuChinese : settings.menuEnglish, { exact: true })
      .click()
    await page.getByRole('heading', { name: words[other].common.settings, level: 1 }).waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe(other === 'zh' ? 'zh-CN' : 'en-GB')
    await page.getByRole('link', { name: words[other].common.setUp }).click()
    await page.getByRole('button', { name: words[other].wizard.continueDraft }).click()
    const domain = page.getByLabel(words[other].wizard.domain, { exact: true })
    await domain.waitFor()
    expect(await domain.inputValue()).toBe('half-typed')
  })
})
