import { describe, expect } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { it } from './support/stories/story-test.ts'

describe.each(['en', 'zh'] as const)('changes by others in %s', (lang) => {
  const { drift } = { en, zh }[lang]

  it('say what they are and what to do with them, each under its own name', async ({ stories, page }) => {
    await stories.tell({ screen: '/drift', lang })
    await page.getByText(drift.lead).waitFor()
    const changed = page.getByRole('article', { name: '/etc/postfix/main.cf' })
    await changed.getByText(drift.foundChanged).waitFor()
    expect((await changed.innerText()).match(/\/etc\/postfix\/main\.cf/g)).toHaveLength(2)
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('show lines added at the end of a file as added, and the one before them as it was', async ({
    stories,
    page,
  }) => {
    await stories.tell({ screen: '/drift', lang })
    const changed = page.getByRole('article', { name: '/etc/postfix/main.cf' })
    await changed.getByRole('button', { name: drift.showText }).click()
    await changed.locator('.cm-changedLine').getByText('# note of Chen').waitFor()
    const marked = changed.locator('.cm-deletedChunk, .cm-changedLine')
    expect((await marked.allInnerTexts()).join('\n')).not.toContain('message_size_limit')
  })

  it('are put back by a plan of their own, which says so', async ({ stories, page }) => {
    await stories.tell({ screen: '/drift', lang })
    const stopped = page.getByRole('article', { name: /dovecot\.service/ })
    await stopped.getByRole('button', { name: drift.putBack }).click()
    await page.getByRole('heading', { name: drift.putBackTitle, level: 1 }).waitFor()
    await page.getByText(drift.putBackLead).waitFor()
    await page.getByRole('button', { name: drift.backToList }).click()
    await page.getByRole('heading', { name: drift.title, level: 1 }).waitFor()
  })
})
