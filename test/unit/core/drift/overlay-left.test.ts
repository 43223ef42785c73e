import { leftTexts, overlayLeft } from '#core/drift/overlay-left.ts'
import { planFromFacts, wishFor } from '#core/plan/plan-server.ts'
import { fakeDriftItems } from '#test/support/fake/fake-drift.ts'
import { describe, expect, it } from 'vitest'
import { bareRelease, exampleSpec, factsAfter, platformOfFacts } from '../roles/whole-wish.ts'

const facts = bareRelease('12')
const spec = exampleSpec()
const { resources } = wishFor(spec, platformOfFacts(facts), facts)
const options = { planId: 'p', now: new Date(0), connectedAddress: '10.0.0.21' }
const path = '/etc/postfix/main.cf'
const settled = factsAfter(facts, resources)
const textOf = (name: string) => settled.files.get(name)?.text ?? ''

/** The server after somebody else has written this into the file. */
function edited(text: string) {
  const file = settled.files.get(path)
  if (file === undefined) throw new Error('no main.cf')
  return { ...settled, files: new Map([...settled.files, [path, { ...file, text, sha256: 'other' }]]) }
}

describe('a text that a run left', () => {
  it('is put back where the wish alone would leave the line of somebody else', () => {
    const others = edited(textOf(path).replace(/^smtpd_helo_required = .*$/m, 'smtpd_helo_required = no'))
    const alone = planFromFacts(spec, others, options)
    expect(alone.view.changes.map(({ id }) => id)).not.toContain(`file:${path}`)
    const plan = planFromFacts(spec, others, {
      ...options,
      only: [`file:${path}`],
      putBack: [{ path, content: textOf(path) }],
    })
    expect(plan.view.changes.find(({ id }) => id === `file:${path}`)).toMatchObject({
      before: others.files.get(path)?.text,
      after: textOf(path),
      reason: { key: 'drift.putBackReason' },
    })
  })

  it('takes nothing but the place of the text, and not that of a secret, a zone or what is kept', () => {
    const wish = wishFor(
      exampleSpec({ keep: [{ path: '/etc/aliases', content: 'mine\n' }] }),
      platformOfFacts(facts),
      facts,
    )
    const files = wish.resources.filter((one) => one.kind === 'file')
    const laid = overlayLeft(
      files.map((file) => ({ path: file.path, content: 'left\n' })),
      wish,
    )
    expect(files.some(({ sensitive }) => sensitive) && files.some(({ zone }) => zone !== undefined)).toBe(
      true,
    )
    laid.resources.forEach((resource, index) => {
      const before = wish.resources[index]
      if (before?.kind !== 'file' || before.sensitive || before.kept || before.zone !== undefined)
        expect(resource).toBe(before)
      else
        expect(resource).toMatchObject({
          id: before.id,
          content: 'left\n',
          mode: before.mode,
          owner: before.owner,
        })
    })
  })

  it('is offered where it is recorded, and for nothing else', () => {
    const [mainCf] = fakeDriftItems
    expect(leftTexts(fakeDriftItems)).toEqual([{ path: mainCf?.name, content: mainCf?.before }])
  })
})
