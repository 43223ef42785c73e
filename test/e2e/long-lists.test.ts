import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { countRenders } from './support/count-renders.ts'
import { it } from './support/stories/story-test.ts'

const nameOf = (page: Page, number: number) =>
  page.getByLabel(en.wizard.mailboxNameOf.replace('{{number}}', String(number)), { exact: true })

const focusedLabel = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null)

/** Waits until nothing has been drawn for a moment. */
async function settled(page: Page, renders: () => Promise<number>): Promise<number> {
  for (let count = -1; ;) {
    const now = await renders()
    if (now === count) return now
    count = now
    await page.waitForTimeout(500)
  }
}

describe('lists with a thousand items', () => {
  it('draw no more for a letter than those with fifty', async ({ stories, page }) => {
    const renders = await countRenders(page)
    const cost = async (act: () => Promise<void>) => {
      const before = await settled(page, renders)
      await act()
      return (await settled(page, renders)) - before
    }
    const costs = async (many: number) => {
      await stories.tell({ wish: `step=mailboxes&many=${many}` })
      await nameOf(page, 1).fill('x')
      const typed = await cost(() => page.keyboard.type('y'))
      await page.getByRole('searchbox').first().click()
      const found = await cost(() => page.keyboard.type('staff0049'))
      await stories.tell({ wish: `step=review&many=${many}` })
      await page.getByRole('searchbox').click()
      const sought = await cost(() => page.keyboard.type('staff0049'))
      return { typed, found, sought }
    }
    const [few, many] = [await costs(50), await costs(1000)]
    for (const [what, count] of Object.entries(few)) expect(count, what).toBeGreaterThan(0)
    expect(many.typed).toBeLessThan(few.typed * 1.2)
    expect(many.found).toBeLessThan(few.found * 1.2)
    expect(many.sought).toBeLessThan(few.sought * 1.2)
  })

  it('lead the keyboard to a new row, to what is wrong, and from row to row', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=mailboxes&many=900' })
    const added = nameOf(page, 901)
    await page.getByRole('button', { name: en.wizard.addMailbox }).click()
    await expect.poll(() => added.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.getByRole('searchbox').first().fill('staff0001')
    await page.getByText(en.wizard.foundRows.replace('{{n}}', '1')).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: en.common.next, exact: true }).click()
    await expect.poll(() => focusedLabel(page)).toBe(await added.getAttribute('aria-label'))
    expect(await added.getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('searchbox').first().fill('staff0')
    await nameOf(page, 1).focus()
    // Name, password, show, generate, remove.
    for (let press = 0; press < 5 * 15; press += 1) await page.keyboard.press('Tab')
    await expect.poll(() => focusedLabel(page)).toBe(await nameOf(page, 16).getAttribute('aria-label'))
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('find a row by its name, which does not vanish while it gets another', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=mailboxes&many=1000' })
    await page.getByRole('searchbox').first().fill('staff0777')
    await nameOf(page, 777).fill('someone-else')
    expect(await nameOf(page, 777).inputValue()).toBe('someone-else')
    await page.getByRole('searchbox').first().fill('')
    await page.getByText(en.wizard.savedDraft).waitFor()
    expect(await nameOf(page, 1).inputValue()).toBe('staff0001')
  })

  it('show a plan, mail, runs and drift whole', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=review&many=1000', lang: 'zh', theme: 'dark', width: 820 })
    await page.getByText(zh.plan.openAll).click()
    await page.getByRole('searchbox').fill('staff0999')
    await page.getByRole('button', { name: /staff0999/ }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await stories.tell({ wish: 'many=1000', screen: '/mail' })
    await page.getByRole('button', { name: /Returned to Sender 1000/ }).click()
    await page.getByText('我是 boss！测试邮件内容，成功啦！').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    for (const screen of ['/runs', '/drift']) {
      await stories.tell({ wish: 'many=120', screen })
      await page.getByRole('button', { name: 'Show 50 more (70 left)' }).click()
      await page.getByRole('button', { name: 'Show 20 more (20 left)' }).click()
      expect(await accessibilityFindings(page)).toEqual([])
    }
  })
})
