import { overlayKept } from '#core/drift/overlay-kept.ts'
import { planFromFacts, wishFor } from '#core/plan/plan-server.ts'
import { serverSpec } from '#shared/model/server-spec.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bareRelease, exampleSpec, factsAfter, platformOfFacts } from '../roles/whole-wish.ts'

const facts = bareRelease('12')
const platform = platformOfFacts(facts)
const wish = wishFor(exampleSpec(), platform, facts)
const paths = wish.resources.flatMap((one) => (one.kind === 'file' && !one.sensitive ? [one.path] : []))

const keptText = fc.string({ unit: 'binary' }).map((text) => `${text.replaceAll('\0', '')}\n`)

describe('laying kept files over a wish', () => {
  it('changes the text of exactly these files and nothing else, whatever the text', () => {
    fc.assert(
      fc.property(fc.subarray(paths), keptText, (kept, content) => {
        const laid = overlayKept(
          kept.map((path) => ({ path, content })),
          wish,
        )
        expect(laid.resources.map(({ id }) => id)).toEqual(wish.resources.map(({ id }) => id))
        laid.resources.forEach((resource, index) => {
          const before = wish.resources[index]
          if (resource.kind !== 'file' || !kept.includes(resource.path)) expect(resource).toBe(before)
          else {
            expect(resource).toMatchObject({ content, kept: true })
            expect({ ...resource, content: '', kept: null, reason: null, warnings: null }).toEqual({
              ...before,
              content: '',
              kept: null,
              reason: null,
              warnings: null,
            })
          }
        })
        expect(laid.notices.length - wish.notices.length).toBe(kept.length)
        expect(laid.notices.every(({ blocking }) => !blocking)).toBe(
          wish.notices.every(({ blocking }) => !blocking),
        )
      }),
    )
  })

  it('leaves a server on which the kept text stands as it is', () => {
    const keep = [{ path: '/etc/postfix/main.cf', content: '# mine\nmyhostname = other\n' }]
    const spec = exampleSpec({ keep })
    const first = wishFor(spec, platform, facts)
    const after = factsAfter(facts, first.resources)
    const plan = planFromFacts(spec, after, {
      planId: 'p',
      now: new Date(0),
      connectedAddress: '10.0.0.21',
    })
    expect(plan.view.changes.map(({ id }) => id)).not.toContain('file:/etc/postfix/main.cf')
    expect(plan.view.notices.map(({ message }) => message.key)).toContain('drift.noticeKept')
  })

  it('says so where a kept file is a secret one, or one that nothing writes', () => {
    const { notices, resources } = overlayKept(
      [
        { path: '/etc/dovecot/users', content: 'x\n' },
        { path: '/etc/postfix/other', content: 'x\n' },
      ],
      wish,
    )
    expect(resources).toEqual(wish.resources)
    expect(notices.slice(-2).map(({ message }) => message.key)).toEqual([
      'drift.noticeKeptSecret',
      'drift.noticeKeptUnused',
    ])
  })
})

describe('a limited plan', () => {
  const options = { planId: 'p', now: new Date(0), connectedAddress: '10.0.0.21' }
  const spec = exampleSpec()
  const settled = factsAfter(facts, wishFor(spec, platform, facts).resources)

  it('holds what is chosen and what that needs, and records that it leaves the rest out', () => {
    const plan = planFromFacts(spec, settled, { ...options, only: ['unit:dovecot.service'] })
    expect(plan.view.changes.map(({ id }) => id)).toEqual(['unit:dovecot.service'])
    expect(plan.program).not.toContain('-\twhole\t')
  })

  it('starts Dovecot with what is put back of Postfix, which does not greet without it', () => {
    const files = new Map(settled.files)
    files.delete('/etc/postfix/main.cf')
    const plan = planFromFacts(
      spec,
      { ...settled, files },
      { ...options, only: ['file:/etc/postfix/main.cf'] },
    )
    expect(plan.view.changes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['file:/etc/postfix/main.cf', 'unit:dovecot.service', 'unit:postfix.service']),
    )
    expect(plan.view.changes.map(({ id }) => id)).not.toContain('unit:named.service')
  })

  it('is the whole plan where a package is to come back', () => {
    const whole = planFromFacts(spec, facts, options)
    const limited = planFromFacts(spec, facts, { ...options, only: ['package:postfix'] })
    expect(limited.view.changes).toEqual(whole.view.changes)
  })
})

describe('kept files in a description', () => {
  const base = { domain: 'a.test', hostname: 'mail.a.test' }
  const refusal = (keep: unknown) =>
    serverSpec.safeParse({ ...base, keep }).error?.issues.map(({ message }) => message)

  it.each([
    '/etc/shadow',
    '/etc/postfix/../shadow',
    '/etc/postfix/./main.cf',
    '/etc/postfix//main.cf',
    '/etc/postfix/',
    'etc/postfix/main.cf',
    '/etc/postfix/a b',
    '/etc/postfix/a\nb',
    '/root/.ssh/authorized_keys',
    '/etc/aliases.d/x',
  ])('cannot be %j', (path) => {
    expect(refusal([{ path, content: 'x' }])).toEqual(['spec.keepPathInvalid'])
  })

  it('are text of 256 KiB at most, without NUL, each path once', () => {
    const path = '/etc/postfix/main.cf'
    expect(refusal([{ path, content: '字'.repeat(90_000) }])).toEqual(['spec.keepTooLarge'])
    expect(refusal([{ path, content: 'a\0b' }])).toEqual(['spec.keepNotText'])
    expect(
      refusal([
        { path, content: '' },
        { path, content: 'x' },
      ]),
    ).toEqual(['spec.keepTwice'])
    expect(serverSpec.parse({ ...base, keep: [{ path, content: 'no end' }] }).keep?.[0]?.content).toBe(
      'no end\n',
    )
  })
})
