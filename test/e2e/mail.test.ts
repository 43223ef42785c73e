import { readFile } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { it } from './support/stories/story-test.ts'

describe('the mail client', () => {
  it('lists and reads, Chinese whole', async ({ stories, page }) => {
    await stories.tell({ screen: '/mail', lang: 'zh' })
    await page.getByRole('button', { name: /邮件标题，boss 测试/ }).click()
    await page.getByText('我是 boss！测试邮件内容，成功啦！').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: zh.mail.uiHeaders }).click()
    await page.getByText('Return-Path').waitFor()
  })

  it('shows HTML with its colours, but runs no script and fetches nothing', async ({ stories, page }) => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await stories.tell({ screen: '/mail' })
    await page.getByRole('button', { name: /Quarterly figures/ }).click()
    const frame = page.frameLocator('iframe')
    const heading = frame.getByRole('heading', { name: '季度报告' })
    expect(await heading.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(138, 43, 226)')
    await frame.getByText('Regards, Bob').click()
    await frame.getByText('report', { exact: true }).click()
    await page.getByText('The link leads to https://example.test/report?id=42').waitFor()
    expect(await page.title()).not.toBe('hacked')
    expect(asked.filter((url) => url.includes('example.test'))).toEqual([])
    expect(page.url()).toContain('story.html')
  })

  it('saves an attachment byte for byte under its Chinese name', async ({ stories, page }) => {
    await stories.tell({ screen: '/mail' })
    await page.getByRole('button', { name: /Quarterly figures/ }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save 季度报告（最终版）.txt' }).click()
    const download = await waiting
    expect(download.suggestedFilename()).toBe('季度报告（最终版）.txt')
    expect(await readFile(await download.path(), 'utf8')).toBe('hello\n')
  })

  it('composes, refuses what is no address, sends, and shows the conversation', async ({ stories, page }) => {
    await stories.tell({ screen: '/mail' })
    await page.getByRole('button', { name: en.mail.uiCompose }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: en.mail.uiSend, exact: true }).click()
    await dialog.getByText(en.mail.uiRecipientMissing).waitFor()
    const to = dialog.getByLabel(en.mail.uiTo, { exact: true })
    await to.fill('nobody')
    await to.press('Enter')
    await dialog.getByText('Not a mail address: nobody').waitFor()
    await to.press('Backspace')
    await to.fill('bob@example.test')
    await to.press('Enter')
    await dialog.getByLabel(en.mail.uiSubject).fill('标题')
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: '图.png', mimeType: 'image/png', buffer: Buffer.from('x') })
    await dialog.getByText('图.png').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: en.mail.uiSend, exact: true }).click()
    await page.getByText('Queue number 4ZxFake').waitFor()
    await page.getByRole('button', { name: en.common.close, exact: true }).last().click()
    await page.getByRole('button', { name: en.mail.uiTranscript }).click()
    await page.getByText('AUTH PLAIN •••').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('sends by its button alone, not by Enter in a line', async ({ stories, page }) => {
    await stories.tell({ screen: '/mail' })
    await page.getByRole('button', { name: en.mail.uiCompose }).click()
    const dialog = page.getByRole('dialog')
    const to = dialog.getByLabel(en.mail.uiTo, { exact: true })
    await to.fill('bob@example.test')
    await to.press('Enter')
    await to.press('Enter')
    const subject = dialog.getByLabel(en.mail.uiSubject)
    await subject.press('Enter')
    const text = dialog.getByLabel(en.mail.uiText, { exact: true })
    await expect.poll(() => text.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await page.getByText(en.mail.uiSent).count()).toBe(0)
    await page.keyboard.type('x')
    await page.keyboard.press('Escape')
    await page.getByText(en.mail.uiDiscardTitle).waitFor()
  })

  it('asks before it throws a message away, and before it deletes one', async ({ stories, page }) => {
    await stories.tell({ screen: '/mail' })
    await page.getByRole('button', { name: /Quarterly figures/ }).click()
    await page.getByRole('button', { name: en.mail.uiReply, exact: true }).click()
    await page.getByLabel(en.mail.uiSubject).fill('changed')
    await page.getByRole('button', { name: en.mail.uiCancel, exact: true }).click()
    await page.getByRole('button', { name: en.mail.uiDiscard, exact: true }).click()
    await page.getByRole('button', { name: en.mail.uiDelete, exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: en.mail.uiDelete, exact: true }).click()
    await page.getByText(en.mail.uiDeleted).waitFor()
  })

  it('is one pane on a narrow window, with a way back', async ({ stories, page }) => {
    await stories.tell({ screen: '/mail', width: 820, theme: 'dark' })
    const item = page.getByRole('button', { name: /Quarterly figures/ })
    await item.click()
    await expect.poll(() => item.isVisible()).toBe(false)
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: en.mail.uiBackToList }).click()
    await item.waitFor({ state: 'visible' })
  })

  it('adds an account by hand, with its mistakes in words', async ({ stories, page }) => {
    await stories.tell({ screen: '/mail', wish: 'empty' })
    await page.getByRole('button', { name: en.mail.uiAccountAdd }).click()
    await page.getByRole('button', { name: en.mail.uiSave, exact: true }).click()
    await page.getByText(en.mail.uiAddressInvalid).waitFor()
    await page.getByLabel(en.mail.uiAddress).fill('carol@example.test')
    await page.getByLabel(en.mail.uiPassword, { exact: true }).fill('correct horse')
    expect(await page.getByLabel(en.mail.uiServer, { exact: true }).first().inputValue()).toBe(
      'mail.example.test',
    )
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: en.mail.uiSave, exact: true }).click()
    await page.getByRole('heading', { name: en.mail.uiInbox }).waitFor()
  })
})
