import { describe, expect } from 'vitest'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { accessibilityFindings } from './support/accessibility.ts'
import { it } from './support/stories/story-test.ts'

describe('a run and its test', () => {
  it('shows how far it is by finished steps, and what is printed without escape sequences', async ({
    stories,
    page,
  }) => {
    await stories.tell({ wish: 'step=apply&run=running' })
    await page.getByText('8 of 12 steps').waitFor()
    const bar = page.getByRole('progressbar')
    // 57 of 69: the weights of the finished steps, none of the one at work.
    expect(Number(await bar.getAttribute('aria-valuenow'))).toBeCloseTo((57 / 69) * 100, 1)
    const log = page.getByRole('log')
    await expect.poll(() => log.innerText()).toContain('Setting up postfix (3.7.11-0+deb12u1) ...\n')
    expect(await log.innerText()).not.toContain('[1;32m')
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('says what is left outside the server, for either way of DNS', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=apply&run=done' })
    const panel = page.getByRole('region', { name: en.wizard.outsideTitle })
    await panel
      .getByText(/^At the registrar of example\.test: enter ns\.example\.test with the address 10\.0\.0\.21/)
      .waitFor()
    await panel.getByText('set the reverse name (PTR) of 10.0.0.21 to mail.example.test').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await stories.tell({ wish: 'step=apply&run=done&dns=manual', lang: 'zh' })
    await page.getByText(zh.wizard.outsideManual).waitFor()
    await page.getByRole('button', { name: '前往“DNS”' }).click()
    await page.getByRole('table', { name: zh.wizard.recordsTitle }).waitFor()
    await stories.tell({ wish: 'step=apply&run=failed' })
    await page.getByRole('heading', { name: en.apply.endFailedTitle }).waitFor()
    expect(await panel.count()).toBe(0)
  })

  it('asks before it stops between steps', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=apply&run=running' })
    await page.getByRole('button', { name: en.apply.cancel }).click()
    await page.getByRole('button', { name: en.apply.cancelConfirm, exact: true }).click()
    await page.getByText(en.apply.cancelAsked).waitFor()
  })

  it('says who holds the lock, and that a lost line stops nothing', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=apply&run=waiting' })
    await page.getByText('unattended-upgr (pid 4711) is at work on the server.').waitFor()
    await stories.tell({ wish: 'step=apply&run=lost', theme: 'dark' })
    await page.getByText(en.apply.lostTitle).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('tells why it failed, what was taken back, and goes on from there', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=apply&run=failed' })
    await page.getByRole('heading', { name: en.apply.endFailedTitle }).waitFor()
    await page.getByText('Taken back: Mail transport (Postfix) is as it was before.').waitFor()
    await page.getByText('fatal: bad string length').first().waitFor()
    const faults = page.getByRole('listitem').filter({ has: page.getByLabel(en.verdict.error) })
    await faults.getByText('/etc/postfix/main.cf:27', { exact: true }).waitFor()
    await faults.getByText('mydomain has no value.').waitFor()
    await page.getByText('/etc/postfix/main.cf:31', { exact: true }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: en.apply.retry }).click()
    await page.getByRole('heading', { name: en.apply.endDoneTitle, exact: true }).waitFor()
  })

  it('tells what undoing puts back before it does it', async ({ stories, page }) => {
    await stories.tell({ screen: '/runs', wish: 'runs=last' })
    await page.getByRole('row', { name: /done/ }).getByRole('button', { name: en.runs.undo }).click()
    await page.getByText(en.runs.undoNever).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Undo 60 changes' }).click()
    await page.getByRole('heading', { name: en.apply.endUndoneTitle, exact: true }).waitFor()
  })

  it('says that not all is as before where an undo left lines of somebody else', async ({
    stories,
    page,
  }) => {
    await stories.tell({ screen: '/runs', wish: 'runs=last&run=edited' })
    await page.getByRole('row', { name: /done/ }).getByRole('button', { name: en.runs.undo }).click()
    await page.getByRole('button', { name: 'Undo 60 changes' }).click()
    await page.getByText('Some things are not as before it').waitFor()
    expect(await page.getByText('The server is as it was before this run.').count()).toBe(0)
    await page.getByText('Those lines stay').waitFor()
  })

  it.for(['zh', 'en'] as const)(
    'says who is at work where the server begins neither run nor undo, in %s',
    async (lang, { stories, page }) => {
      const { apply, runs, plan } = { zh, en }[lang]
      await stories.tell({ wish: 'step=apply&run=refused', lang })
      await page.getByRole('heading', { name: apply.endNothingBegunTitle }).waitFor()
      await page.getByText('li@desk').waitFor()
      expect(await accessibilityFindings(page)).toEqual([])
      for (const name of [apply.retry, apply.undoRest, apply.undo])
        expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0)
      await page.getByRole('button', { name: plan.unfinishedOpen }).waitFor()
      await page.getByRole('button', { name: apply.newPlan }).click()
      await page.getByRole('heading', { name: { zh, en }[lang].wizard.stepReview }).waitFor()
      await stories.tell({ screen: '/runs', wish: 'runs=last&run=refused', lang })
      const row = page.getByRole('row', { name: new RegExp(runs.stateDone) })
      await row.getByRole('button', { name: runs.undo }).click()
      await page.getByRole('button', { name: /60/ }).click()
      await page.getByRole('heading', { name: apply.endUndoRefusedTitle }).waitFor()
      await page.getByText('li@desk').waitFor()
      await page.getByRole('button', { name: apply.undoAgain }).click()
      await page.getByRole('dialog', { name: runs.undoTitle }).waitFor()
    },
  )

  it('offers nothing but a new plan where the server is not as the plan saw it', async ({
    stories,
    page,
  }) => {
    await stories.tell({ wish: 'step=apply&run=stale' })
    await page.getByRole('heading', { name: en.apply.endNothingBegunTitle }).waitFor()
    await page.getByText('The server has changed since the plan was made: /etc/postfix/main.cf').waitFor()
    expect(await page.getByText(en.apply.endFailedText).count()).toBe(0)
    for (const name of [en.apply.retry, en.apply.undoRest])
      expect(await page.getByRole('button', { name }).count()).toBe(0)
    await page.getByRole('button', { name: en.apply.newPlan }).waitFor()
  })

  it('says in the list, and behind a run, that a later one has to be undone first', async ({
    stories,
    page,
  }) => {
    await stories.tell({ screen: '/runs' })
    const row = page.getByRole('row', { name: /done/ }).first()
    const undo = row.getByRole('button', { name: en.runs.undo })
    expect(await undo.getAttribute('aria-disabled')).toBe('true')
    await undo.focus()
    await page
      .getByRole('tooltip')
      .getByText(/^Later runs build on this one: undo the run of .+ first\.$/)
      .waitFor()
    await undo.press('Enter')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await row.getByRole('button', { name: /^Open the run of/ }).click()
    await page.getByRole('button', { name: en.apply.undo, exact: true }).click()
    const dialog = page.getByRole('dialog', { name: en.runs.undoLaterTitle })
    await dialog.getByText(/^Later runs build on this one/).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: en.plan.unfinishedOpen }).click()
    await row.waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it.for(['zh', 'en'] as const)(
    'lists runs with their states, narrow too, in %s',
    async (lang, { stories, page }) => {
      await stories.tell({ screen: '/runs', lang, width: 820 })
      const { runs } = { zh, en }[lang]
      for (const state of [runs.stateInterrupted, runs.stateFailed, runs.stateUndone])
        await page.getByText(state, { exact: true }).waitFor()
      const table = page.getByRole('table')
      const hidden = await table.evaluate(
        (element) => element.scrollWidth - (element.parentElement?.clientWidth ?? 0),
      )
      expect(hidden).toBeLessThanOrEqual(0)
      expect(await accessibilityFindings(page)).toEqual([])
    },
  )

  it('says why the server could not be asked above the runs that it remembers', async ({ stories, page }) => {
    await stories.tell({ screen: '/runs', wish: 'runs=remembered' })
    await page.getByRole('alert').getByText(en.runs.remembered).waitFor()
    await page.getByRole('row', { name: / undone / }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it.for(['zh', 'en'] as const)(
    'tells after an undo where mail was moved to, in %s',
    async (lang, { stories, page }) => {
      await stories.tell({ wish: 'step=apply&run=undone', lang })
      const { apply } = { zh, en }[lang]
      const archive = '/var/lib/mailwright/archive/plan-full/var/vmail/example.test/alice'
      await page.getByText(apply.engineMailKept.replace('{{path}}', archive)).waitFor()
    },
  )

  it('leads from a host key that nobody approved to where it is compared', async ({ stories, page }) => {
    await stories.tell({ screen: '/runs' })
    await page.getByRole('combobox', { name: en.runs.host }).click()
    await page.getByRole('option', { name: /^mail\.example\.test/ }).click()
    await page.getByText('The host key of mail.example.test is not known yet').waitFor()
    await page.getByRole('link', { name: en.hosts.testAndCompare }).click()
    const card = page.getByRole('article', { name: 'mail.example.test' })
    await card.getByRole('heading', { name: en.hosts.hostKeyUnknownTitle }).waitFor()
  })

  it('is told by its undo once it was undone, and the steps after it are open again', async ({
    stories,
    page,
  }) => {
    await stories.tell({ wish: 'step=apply&run=undone' })
    await page.getByRole('heading', { name: en.apply.endUndoneTitle, exact: true }).waitFor()
    expect(await page.getByRole('button', { name: en.apply.newPlan }).count()).toBe(1)
    expect(await page.getByRole('button', { name: en.apply.undo, exact: true }).count()).toBe(0)
    const steps = page.getByRole('navigation', { name: en.wizard.steps })
    for (const step of [en.wizard.stepReview, en.wizard.stepApply, en.wizard.stepTest])
      expect(await steps.getByRole('button', { name: step }).innerText()).not.toContain(en.wizard.stateDone)
    await steps.getByRole('button', { name: en.wizard.stepTest }).click()
    await page.getByText(en.wizard.testUndone).waitFor()
    await steps.getByRole('button', { name: en.wizard.stepReview }).click()
    await page.getByText(en.wizard.reviewUndone).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('is green only when every stage held', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=test' })
    await page.getByRole('button', { name: en.test.uiStart }).click()
    await page.getByRole('heading', { name: en.test.uiPassTitle }).waitFor()
    await page.getByRole('heading', { name: en.test.programTitle }).waitFor()
    const steps = page.getByRole('navigation', { name: en.wizard.steps })
    await steps.getByRole('button', { name: `${en.wizard.stepTest} ${en.wizard.stateDone}` }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('says which part is to blame, what to do, and shows the conversation', async ({ stories, page }) => {
    await stories.tell({ wish: 'step=test&test=fail' })
    await page.getByRole('button', { name: en.test.uiStart }).click()
    await page.getByRole('heading', { name: en.test.uiFailTitle }).waitFor()
    await page.getByText('The first thing to look at: Arrival by POP3').waitFor()
    await page.getByText('AUTH PLAIN ••••••').filter({ visible: true }).waitFor()
    expect(await page.getByText(en.test.uiPassTitle).count()).toBe(0)
    expect(await accessibilityFindings(page)).toEqual([])
  })
})
