import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { it } from './support/stories/story-test.ts'

describe('the review of a plan', () => {
  const apply = (page: Page) => page.getByRole('button', { name: 'Apply 60 changes to 实验室 lab-1' })

  const changes = (page: Page) => page.locator('[data-change]')

  it('lists what is to be confirmed where it is confirmed, and leads from there to the change', async ({
    stories,
    page,
  }) => {
    await stories.tell({ wish: 'step=review' })
    const risks = page.getByRole('list', { name: en.plan.riskList })
    await risks.getByText('The system’s aliases').last().click()
    const control = changes(page).getByRole('button', { name: /The system’s aliases/ })
    await expect.poll(() => control.getAttribute('aria-expanded')).toBe('true')
    await expect.poll(() => control.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('leaves the plan in sight until its end, and leads there', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=review' })
    await page.setViewportSize({ width: 1280, height: 860 })
    const toApproval = page.getByRole('button', { name: en.plan.toApproval })
    const bar = await toApproval.locator('..').boundingBox()
    expect(bar?.height).toBeLessThan(70)
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(860)
    await page.getByText('60 changes · 4 warnings · 1 cannot be undone').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await toApproval.click()
    const panel = page.getByRole('region', { name: en.plan.approveTitle })
    await expect.poll(() => panel.evaluate((one) => one === document.activeElement)).toBe(true)
    await toApproval.waitFor({ state: 'hidden' })
    await page.keyboard.press('Tab')
    const seen = await apply(page).boundingBox()
    expect((seen?.y ?? 0) + (seen?.height ?? 0)).toBeLessThanOrEqual(860)
  })

  it('lets nothing happen before the warnings are confirmed', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=review' })
    await page.getByText('Mailwright will make 60 changes').waitFor()
    await apply(page).click({ force: true })
    expect(await page.getByText(en.apply.titleApply).count()).toBe(0)
    await page.getByLabel(en.plan.approveConfirmRisks).check()
    await apply(page).click()
    await page.getByRole('heading', { name: en.apply.endDoneTitle, exact: true }).waitFor()
  })

  it('shows a file’s real difference, in one column and side by side, under a strict CSP', async ({
    stories,
    page,
  }) => {
    await stories.tell({ wish: 'step=review' })
    await page.keyboard.press('/')
    await page.getByRole('searchbox').waitFor()
    await page.getByRole('searchbox').fill('main.cf virtual_transport')
    await changes(page)
      .getByRole('button', { name: /Postfix’s main configuration/ })
      .click()
    const removed = page.locator('.cm-deletedChunk')
    await removed.filter({ hasText: 'myhostname = vps-3f2a' }).waitFor()
    const colour = await removed.first().evaluate((line) => getComputedStyle(line).backgroundColor)
    expect(colour).toBe('rgb(253, 236, 235)')
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByText(en.plan.diffSplit).click()
    await page.locator('.cm-merge-b').getByText('mail.example.test').first().waitFor()
    expect(await page.locator('.cm-merge-a').count()).toBe(1)
  })

  it('names what cannot be undone, and hides what is secret', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=review' })
    await page.getByText(en.plan.filterIrreversible, { exact: true }).last().click()
    await changes(page)
      .getByRole('button', { name: /The system’s aliases/ })
      .click()
    await page.getByText(en.plan.undoNever, { exact: true }).last().waitFor()
    await page.getByText(en.plan.filterAll, { exact: true }).click()
    await page.getByRole('searchbox').fill('/etc/dovecot/users')
    await changes(page)
      .getByRole('button', { name: /Mailboxes and their passwords/ })
      .click()
    await page.getByText(en.plan.contentMasked).waitFor()
  })

  it('cannot be approved while something stands in the way, and says what', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=review&plan=blocked' })
    await page.getByText('Cannot be applied: an earlier run is not finished.').waitFor()
    const button = page.getByRole('button', { name: /^Apply 4 changes/ })
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('says that everything is as wished when there is nothing to do', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=review&plan=empty', lang: 'zh' })
    await page.getByText(zh.plan.emptyTitle).waitFor()
    expect(await page.getByRole('button', { name: zh.plan.viewProgram }).count()).toBe(0)
  })

  it.for(['light', 'dark'] as const)(
    'reads well in Chinese, narrow and %s',
    async (theme, { stories, page }) => {
      await stories.tell({ wish: 'step=review', lang: 'zh', theme, width: 820 })
      await page.getByText(zh.plan.approveConfirmRisks).waitFor()
      expect(await accessibilityFindings(page)).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    },
  )
})
