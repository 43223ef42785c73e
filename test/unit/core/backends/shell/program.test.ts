import { renderProgram } from '#core/backends/shell/program.ts'
import { heredoc } from '#core/backends/shell/heredoc.ts'
import { compareAll } from '#core/plan/compare.ts'
import type { FileResource, Resource, Wish } from '#core/plan/resource.ts'
import { message } from '#shared/message.ts'
import { bareServer } from '#test/support/host-facts.ts'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const common = {
  title: message('apply.engineStepPostfix'),
  reason: message('apply.engineStepPostfix'),
} as const

function file(content: string): FileResource {
  return {
    ...common,
    group: 'postfix',
    kind: 'file',
    id: 'file:/etc/x',
    path: '/etc/x',
    content,
    mode: 0o644,
    owner: 'root',
    ownerGroup: 'root',
  }
}

const user: Resource = {
  ...common,
  group: 'accounts',
  kind: 'user',
  id: 'user:boss',
  name: 'boss',
  system: false,
  home: '/home/boss',
  createHome: true,
  shell: '/usr/sbin/nologin',
  passwordHash: '$6$salt$hash',
}

const unit: Resource = {
  ...common,
  group: 'postfix',
  kind: 'unit',
  id: 'unit:postfix',
  name: 'postfix.service',
  reloadOn: [],
  restartOn: [],
}

function program(resources: readonly Resource[]): string {
  const facts = bareServer()
  const wish: Wish = { resources, validators: [], probes: [], notices: [] }
  return renderProgram({ runId: 'run-1', wish, differences: compareAll(resources, facts), facts })
}

const shells = ['dash', 'bash'] as const

describe('renderProgram', () => {
  it.each(shells)('is a program that %s can read', (shell) => {
    const text = program([
      { ...common, group: 'packages', kind: 'package', id: 'package:postfix', name: 'postfix' },
      user,
      file('a = b\n'),
      unit,
    ])
    execFileSync(shell, ['-n'], { input: text })
    expect(text).toContain('step_packages()')
  })

  it('lets only those who kept the name servers make them anew on undo', () => {
    const undone = (resources: readonly Resource[]) =>
      /^undo_network\(\) \{\n([^]*?)\n {2}return 0/m.exec(program(resources))?.[1] ?? ''
    const resolvConf = { ...file('nameserver 127.0.0.1\n'), group: 'resolver' } as const
    expect(undone([resolvConf])).toBe('')
    const made: Resource = {
      ...common,
      group: 'resolver',
      kind: 'derived',
      id: 'derived:/run/y',
      path: '/run/y',
      from: '/etc/x',
      command: ['resolvconf', '-u'],
    }
    expect(undone([resolvConf, made])).toBe('  { resolvconf -u; } >/dev/null 2>&1 || :')
    expect(undone([resolvConf, { ...unit, group: 'resolver' }])).toContain('try-restart postfix.service')
  })

  it('leaves out groups in which nothing is to be done', () => {
    expect(program([file('a = b\n')])).not.toContain('transact bind')
  })

  it('never puts a password hash on a command line', () => {
    const lines = program([user]).split('\n')
    const line = lines.findIndex((text) => text.includes('$6$salt$hash'))
    expect(lines[line]).toBe('$6$salt$hash')
    expect(lines[line - 1]).toMatch(
      /set_password_hash boss \|\| return 1 <<'END'$|set_password_hash boss <<'END' \|\| return 1$/,
    )
  })
})

describe('heredoc', () => {
  it('carries any text through a real shell byte for byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\0') && text.isWellFormed())
        const body = text === '' || text.endsWith('\n') ? text : `${text}\n`
        const printed = execFileSync('dash', [], { input: `cat ${heredoc(text)}\n`, encoding: 'utf8' })
        expect(printed).toBe(body)
      }),
      { numRuns: 60 },
    )
  })

  it('is not ended by a line of the text', () => {
    const text = "END\n$(touch /tmp/canary)\n`id`\nEND-1\n'\n"
    expect(execFileSync('dash', [], { input: `cat ${heredoc(text)}\n`, encoding: 'utf8' })).toBe(text)
  })
})
