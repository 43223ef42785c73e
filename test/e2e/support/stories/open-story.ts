import type { Page } from 'playwright-core'
import { serveBuiltPage } from '#test/support/built-page.ts'
import { launchBrowser, type OpenPage } from '../launch.ts'

/** What a story is opened with; see story-page.ts for the words of `wish`. */
export interface StoryWish {
  readonly wish?: string
  /** The screen, e.g. `/mail`; the wizard of the story unless given. */
  readonly screen?: string
  readonly lang?: 'en' | 'zh'
  readonly theme?: 'light' | 'dark'
  readonly width?: number
}

/** The stories in a browser, one page for all. */
export interface StoryTeller {
  readonly page: Page
  tell(wish: StoryWish): Promise<void>
  close(): Promise<void>
}

/** Builds and serves the stories and opens a browser for them. */
export async function storyTeller(): Promise<StoryTeller> {
  const served = await serveBuiltPage('test/e2e/support/stories/story.html')
  const open: OpenPage = await launchBrowser('about:blank')
  const { page } = open
  // What is half-way through a transition has other colours than it will have.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return {
    page,
    async tell({ wish = '', screen = '/setup/draft-lab', lang = 'en', theme = 'light', width = 1280 }) {
      await page.setViewportSize({ width, height: 900 })
      // Another part behind the # alone would not load the page anew.
      await page.goto('about:blank')
      await page.goto(`${served.address}?${wish}&lang=${lang}&theme=${theme}#${screen}`)
    },
    async close() {
      await open.close()
      await served.close()
    },
  }
}
