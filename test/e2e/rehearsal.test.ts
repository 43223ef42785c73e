import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { storyTeller, type StoryTeller } from './support/stories/open-story.ts'

describe('the rehearsal of an upgrade', () => {
  let stories: StoryTeller
  let page: Page

  beforeAll(async () => {
    stories = await storyTeller()
    page = stories.page
  })
  afterAll(() => stories.close())

  it('says what it downloads before it begins, and then what it found', async () => {
    await stories.tell({ screen: '/rehearsal' })
    await page.getByText('downloads about 60 MB').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: en.rehearsal.start, exact: true }).click()
    await page.getByText('The upgrade to Debian 13 can be repaired by one plan.').waitFor()
    await page.getByText('The first setting must be dovecot_config_version').waitFor()
    await page.getByText(en.rehearsal.stopsDovecot).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('speaks Chinese all through, in the dark and on a narrow window', async () => {
    await stories.tell({ screen: '/rehearsal', lang: 'zh', theme: 'dark', width: 480 })
    await page.getByRole('button', { name: zh.rehearsal.start, exact: true }).click()
    await page.getByText(zh.rehearsal.stopsDovecot).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
