import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { serveBuiltPage, type BuiltPage } from '#test/support/built-page.ts'
import { fakePage } from '#test/support/fake-server.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { startBrowserMode, type BrowserMode } from './support/browser-mode.ts'
import { launchBrowser, type OpenPage } from './support/launch.ts'

async function addHost(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: en.hosts.add }).click()
  // The address has the keyboard already; nothing listens at port 1 of this machine.
  const address = page.getByLabel(en.hosts.address)
  await expect.poll(() => address.evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.type('127.0.0.1')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('1')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type(name)
  await page.locator('input[name=password]').fill('correct horse')
}

describe('hosts on the real core', () => {
  let data: string
  let mode: BrowserMode
  let open: OpenPage
  let page: Page

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'mailwright-hosts-'))
    mode = await startBrowserMode(data, 'en')
    open = await launchBrowser(mode.address)
    page = open.page
  })

  afterAll(async () => {
    await open.close()
    await mode.close()
    await rm(data, { recursive: true, force: true })
  })

  it('greets with the first steps, and with no accessibility finding', async () => {
    await page.getByRole('heading', { name: en.hosts.emptyTitle }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('says what is wrong while one types, and adds a host by keyboard', async () => {
    await addHost(page, 'first server')
    const port = page.getByLabel(en.hosts.port)
    const password = page.locator('input[name=password]')
    await password.fill('')
    await page.getByText(en.hosts.passwordMissing).waitFor()
    await password.fill('correct horse')
    await port.fill('70000')
    await page.getByText(en.hosts.portInvalid).waitFor()
    await page.getByRole('button', { name: en.hosts.save, exact: true }).click()
    await expect.poll(() => port.evaluate((input) => input === document.activeElement)).toBe(true)
    await port.fill('1')
    expect(await accessibilityFindings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'first server' }).waitFor()
  })

  it('tests the connection at once and says in words that nothing listens', async () => {
    const card = page.getByRole('article', { name: 'first server' })
    await card.getByText(en.hosts.resultBad).waitFor()
    await card.getByText(en.failure.connectionRefusedNext).waitFor()
  })

  it('copies, finds and deletes after a question', async () => {
    await page.getByRole('button', { name: 'More actions for first server' }).click()
    await page.getByRole('menuitem', { name: en.common.duplicate }).click()
    await page.getByRole('article', { name: 'first server (copy)' }).waitFor()
    await page.getByRole('searchbox').fill('copy')
    await expect.poll(() => page.getByRole('article').count()).toBe(1)
    await page.getByRole('button', { name: 'More actions for first server (copy)' }).click()
    await page.getByRole('menuitem', { name: en.common.delete }).click()
    await page.getByRole('dialog').getByRole('button', { name: en.common.delete }).click()
    await page.getByText('No host fits “copy”.').waitFor()
    await page.getByRole('button', { name: en.hosts.clearSearch }).click()
    await page.getByRole('article', { name: 'first server' }).waitFor()
  })

  it('keeps a stored password that is not typed again', async () => {
    await page.getByRole('button', { name: 'More actions for first server' }).click()
    await page.getByRole('menuitem', { name: en.common.edit }).click()
    await page.getByPlaceholder(en.hosts.savedSecret).waitFor()
    await page.getByLabel(en.hosts.notes, { exact: true }).fill('kept')
    await page.getByRole('button', { name: en.hosts.save, exact: true }).click()
    await page.getByRole('button', { name: 'More actions for first server' }).click()
    await page.getByRole('menuitem', { name: en.common.edit }).click()
    await page.getByPlaceholder(en.hosts.savedSecret).waitFor()
    expect(await page.getByLabel(en.hosts.notes, { exact: true }).inputValue()).toBe('kept')
  })
})

describe('host keys on a fake core', () => {
  let fake: BuiltPage
  let open: OpenPage
  beforeAll(async () => {
    fake = await serveBuiltPage(fakePage)
  })
  afterAll(() => fake.close())
  beforeEach(async () => {
    open = await launchBrowser(`${fake.address}?lang=zh&theme=light&delay=20#/hosts`)
  })
  afterEach(() => open.close())

  it('shows an unknown key, pins it on approval and connects', async () => {
    const card = open.page.getByRole('article', { name: 'mail.example.test' })
    await card.getByRole('button', { name: zh.hosts.test }).click()
    await card.getByText('SHA256:V4n2vWm4mFhXLkZQ7dJ0pB8s1cYtR5uNqE3oGiA6hKw').waitFor()
    expect(await accessibilityFindings(open.page)).toEqual([])
    await card.getByRole('button', { name: zh.hosts.approve }).click()
    await card.getByText(zh.hosts.resultGood).waitFor()
    await card.getByText('Debian GNU/Linux 12 (bookworm)').waitFor()
  })

  it('says an address once where the host has no name of its own', async () => {
    const card = open.page.getByRole('article', { name: 'mail.example.test' })
    expect((await card.innerText()).match(/mail\.example\.test/g)).toHaveLength(1)
    await card.getByText('admin@mail.example.test', { exact: true }).waitFor()
    await open.page.getByRole('link', { name: zh.common.runs }).click()
    await open.page.getByRole('combobox', { name: zh.runs.host }).click()
    await open.page.getByRole('option', { name: 'mail.example.test', exact: true }).waitFor()
    await open.page.getByRole('option', { name: '实验室 lab-1 · 10.0.0.21', exact: true }).waitFor()
  })

  it('opens a menu that meets WCAG, walked with arrow keys and left with Escape', async () => {
    const { page } = open
    const more = page.getByRole('button', { name: zh.common.moreActions.replace('{{name}}', '实验室 lab-1') })
    await more.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowDown')
    const focused = page.getByRole('menuitem', { name: zh.rehearsal.open })
    await expect.poll(() => focused.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => more.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('refuses a changed key, and replaces it only after the keys were compared', async () => {
    const card = open.page.getByRole('article', { name: 'changed key' })
    await card.getByRole('button', { name: zh.hosts.test }).click()
    await card.getByRole('heading', { name: zh.hosts.hostKeyChangedTitle }).waitFor()
    const replace = card.getByRole('button', { name: zh.hosts.replaceKey })
    expect(await replace.isDisabled()).toBe(true)
    await card.getByLabel(zh.hosts.replaceConfirm).check()
    expect(await replace.isEnabled()).toBe(true)
  })
})
