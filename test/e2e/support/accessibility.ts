import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe-core finds against WCAG 2.1 A and AA on the page as it stands, as `rule: element`. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(source, 'utf8'))
  const script = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })"
  const results = await page.evaluate<AxeResults>(script)
  return results.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`))
}
