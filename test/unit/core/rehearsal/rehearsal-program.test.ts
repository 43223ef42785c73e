import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { HostFacts } from '#core/facts/host-facts.ts'
import { compareAll } from '#core/plan/compare.ts'
import { wishFor } from '#core/plan/plan-server.ts'
import { platformOf, successorOf } from '#core/platform/platform-of.ts'
import { lostSettings } from '#core/rehearsal/lost-settings.ts'
import { nextFacts } from '#core/rehearsal/next-facts.ts'
import { readPrepared } from '#core/rehearsal/read-told.ts'
import { checkProgram, clearProgram, prepareProgram } from '#core/rehearsal/rehearsal-program.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, filesOf, wholeWish } from '../roles/whole-wish.ts'

const platform = platformOf({ id: 'debian', versionId: '12' })
const next = platform && successorOf(platform)
if (platform === null || next === null) throw new Error('Debian 12 and 13 are known')

const spec = exampleSpec()
const dovecotConf = '/etc/dovecot/dovecot.conf'
const present = filesOf(wholeWish(spec, bareRelease('12')).resources)

/** A server as a run on Debian 12 left it. */
const facts: HostFacts = bareRelease('12', {
  files: new Map([...present].map(([path, { content, mode }]) => [path, fileFact(content, { mode })])),
  packages: new Map([['dovecot-core', { version: '1:2.3.19.1', configured: true }]]),
  units: new Map([
    ['postfix.service', { load: 'loaded', active: 'active', enabled: 'enabled' }],
    ['postfix@-.service', { load: 'loaded', active: 'active', enabled: 'indirect' }],
  ]),
})

const defaults = 'dovecot_config_version = 2.4.0\nmail_driver = mbox\n'
const prepared = readPrepared(
  [
    'package\tdovecot-core\t1:2.4.1',
    `file\tucf\t${dovecotConf}\ta\tb\tc\t${Buffer.from(defaults).toString('base64')}`,
    'file\tbind9\t/etc/bind/db.local\ta\ta\t-\t',
    'ready',
  ].join('\n'),
)

const planned = (answer: 'keep' | 'replace') => {
  const after = nextFacts(facts, next, prepared, answer)
  const wish = wishFor(spec, next, after)
  return { wish, differences: compareAll(wish.resources, after), after }
}

describe('the facts after an upgrade', () => {
  it('are those of the next release, in the dialect of its Dovecot', () => {
    const { wish, after } = planned('keep')
    expect(after.os.versionId).toBe('13')
    expect(after.units.has('postfix@-.service')).toBe(false)
    expect(filesOf(wish.resources).get(dovecotConf)?.content).toContain('dovecot_config_version = 2.4.0\n')
    expect(wish.resources.every(({ kind }) => kind !== 'absent')).toBe(true)
  })

  it("hold the package's files where they were taken, and ours are laid around them", () => {
    const files = filesOf(planned('replace').wish.resources)
    expect(files.get(dovecotConf)?.content).toContain('mail_driver = mbox\n')
    expect(files.get(dovecotConf)?.content).toContain('!include mailwright-last.conf')
  })
})

describe.each(['dash', 'bash'])('the programs of a rehearsal, read by %s', (shell) => {
  const trial = {
    id: '20261123T000000-0a1b2c3d',
    next,
    files: prepared.files,
    validators: planned('keep').wish.validators,
    kept: planned('keep').differences,
    replaced: planned('replace').differences,
  }

  it('are whole', () => {
    for (const text of [
      prepareProgram(trial.id, platform, next),
      checkProgram(trial),
      clearProgram(trial.id),
    ])
      execFileSync(shell, ['-n'], { input: text })
  })

  it('try the present configuration before any other, and carry no secret on a command line', () => {
    const text = checkProgram(trial)
    expect(text.indexOf('try_checker asIs')).toBeLessThan(text.indexOf(`put_file ${dovecotConf}`))
    expect(text).toContain('try_checker kept')
    expect(text).toContain('try_checker replaced')
    expect(text.trimEnd().endsWith('leave')).toBe(true)
    for (const line of text.split('\n').filter((each) => /^(put_file|try_checker|tell)/.test(each)))
      expect(line).not.toContain('$6$')
  })
})

describe('settings that are lost', () => {
  it('are those that the next version does not know', () => {
    const known = new Set(['protocols', 'listen', 'hostname', 'postmaster_address', 'ssl', 'auth_mechanisms'])
    const names = lostSettings(facts, '/etc/dovecot', known).map(({ name }) => name)
    expect(names).toContain('mail_location')
    expect(names).not.toContain('ssl')
    expect(lostSettings(facts, '/etc/dovecot', new Set())).toEqual([])
  })
})
