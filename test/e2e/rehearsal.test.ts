import { describe, expect } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { it } from './support/stories/story-test.ts'

describe('the rehearsal of an upgrade', () => {
  it('says what it downloads before it begins, and then what it found', async ({ stories, page }) => {
    await stories.tell({ screen: '/rehearsal' })
    await page.getByText('downloads about 60 MB').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: en.rehearsal.start, exact: true }).click()
    await page.getByText('The upgrade to Debian 13 can be repaired by one plan.').waitFor()
    await page.getByText('The first setting must be dovecot_config_version').waitFor()
    await page.getByText(en.rehearsal.stopsDovecot).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('speaks Chinese all through, in the dark and on a narrow window', async ({ stories, page }) => {
    await stories.tell({ screen: '/rehearsal', lang: 'zh', theme: 'dark', width: 480 })
    await page.getByRole('button', { name: zh.rehearsal.start, exact: true }).click()
    await page.getByText(zh.rehearsal.stopsDovecot).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
