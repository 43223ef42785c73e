import { mountApp } from '../../renderer/app.tsx'
import { fakeCore } from './fake-core.ts'
import { fillFakeStore } from './fake/fake-samples.ts'

/**
 * The window on a fake core, for looking at screens: `?lang=en&theme=dark&empty&delay=50&locked` before the `#`. Never shipped.
 */
const wish = new URLSearchParams(location.search)
const { core, store } = fakeCore(Number(wish.get('delay') ?? '400'))
const theme = wish.get('theme')
store.settings = {
  language: wish.get('lang') === 'en' ? 'en' : 'zh',
  theme: theme === 'dark' || theme === 'light' ? theme : 'auto',
}
if (wish.has('locked')) {
  store.passphrase = 'open sesame'
  store.locked = true
}
if (!wish.has('empty')) fillFakeStore(store)

const root = document.getElementById('root')
if (root !== null) await mountApp(root, core)
