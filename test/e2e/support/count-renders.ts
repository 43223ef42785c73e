import type { Page } from 'playwright-core'

// React tells each of its commits to the tools of its developers, in a built page too: those components count that were drawn
// anew, whether or not the page looks different for it.
const counter = `
(() => {
  const performedWork = 1
  const isComponent = (fiber) => typeof fiber.type === 'function' || (typeof fiber.type === 'object' && fiber.type !== null)
  let count = 0
  const walk = (fiber, before) => {
    for (; fiber !== null; fiber = fiber.sibling) {
      const old = before === null ? null : fiber.alternate
      if (old === fiber) continue
      if (isComponent(fiber) && (fiber.flags & performedWork) !== 0) count += 1
      if (fiber.child !== (old === null ? null : old.child)) walk(fiber.child, old)
    }
  }
  window.renders = () => count
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: (_, root) => walk(root.current, root.current.alternate),
    onCommitFiberUnmount: () => undefined,
  }
})()
`

/** Makes the pages that are opened next count how often a component is drawn; returns what was counted since the page was opened. */
export async function countRenders(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(counter)
  return () => page.evaluate<number>('window.renders()')
}
