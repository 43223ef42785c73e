import { FakeStore } from '#test/support/fake/fake-store.ts'
import { fillFakeStore } from '#test/support/fake/fake-samples.ts'
import { mountApp } from '../../../../renderer/app.tsx'
import { withMailboxes } from './long-lists.ts'
import { sampleRuns } from './sample-run.ts'
import { storyCore, type Story } from './story-core.ts'

/**
 * The whole window on a fake core that plays a story: `?lang=en&theme=dark&step=review&plan=full&run=failed&runs=last&dns=manual&test=fail&mail=empty&many=1000` before the `#`;
 * `empty` for a computer that knows nothing yet. The wizard of the story is at `#/setup/draft-lab`.
 */
const wish = new URLSearchParams(location.search)
const store = new FakeStore(20)
store.settings = {
  language: wish.get('lang') === 'en' ? 'en' : 'zh',
  theme: wish.get('theme') === 'dark' ? 'dark' : 'light',
}
const pick = <T extends string>(name: string, ...choices: readonly [T, ...T[]]): T =>
  choices.find((choice) => choice === wish.get(name)) ?? choices[0]
const story: Story = {
  plan: pick('plan', 'full', 'empty', 'blocked'),
  run: pick(
    'run',
    'done',
    'running',
    'waiting',
    'lost',
    'failed',
    'interrupted',
    'cancelled',
    'long',
    'undone',
    'edited',
    'refused',
    'stale',
  ),
  runs: pick('runs', 'each', 'last', 'remembered'),
  test: pick('test', 'pass', 'fail'),
  mail: pick('mail', 'full', 'empty', 'fail'),
  many: Number(wish.get('many') ?? '0'),
  delay: Number(wish.get('delay') ?? '5'),
}
if (!wish.has('empty')) fillFakeStore(store)
const draft = store.drafts.get('draft-lab')
if (draft !== undefined) {
  const planId = `plan-${story.plan}`
  const step = pick('step', 'review', 'apply', 'test', 'mail', 'mailboxes')
  if (story.run === 'undone')
    for (const summary of sampleRuns(draft.hostId ?? '').filter(({ id }) => id === planId))
      store.runs.set(planId, { summary: { ...summary, state: 'undone' }, events: [] })
  const described = { ...draft.fields, dnsProvider: pick('dns', 'bind', 'manual') }
  const fields = story.many > 0 ? withMailboxes(described, story.many) : described
  const isApplied = step === 'apply' || step === 'test'
  store.drafts.set(draft.id, { ...draft, fields, step, planId, runId: isApplied ? planId : null })
}

const root = document.getElementById('root')
if (root !== null) await mountApp(root, storyCore(store, story))
