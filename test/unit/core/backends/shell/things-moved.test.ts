import { expectedThings } from '#core/backends/shell/expected-things.ts'
import { compareAll } from '#core/plan/compare.ts'
import type { Resource } from '#core/plan/resource.ts'
import { message } from '#shared/message.ts'
import { bareServer } from '#test/support/host-facts.ts'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const sources = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-moved-'))
  mkdirSync(join(root, 'bin'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const title = message('apply.engineStepPostfix')
const wished = { group: 'accounts', title, reason: title } as const
const resources: readonly Resource[] = [
  { ...wished, kind: 'package', id: 'package:postfix', name: 'postfix' },
  { ...wished, kind: 'group', id: 'group:vmail', name: 'vmail', system: true },
  {
    ...{ ...wished, kind: 'user', id: 'user:vmail', name: 'vmail', system: true },
    ...{ home: '/var/vmail', createHome: false, shell: '/usr/sbin/nologin' },
  },
  { ...wished, kind: 'hostname', id: 'hostname', name: 'mail.a.test' },
]

/** What things_moved says where the server's own programs print this. */
function moved(shell: string, server: { packages?: string; passwd?: string; hostname: string }): string {
  const facts = bareServer()
  const programs = {
    'dpkg-query': server.packages ?? '',
    getent: server.passwd ?? '',
    hostname: server.hostname,
  }
  for (const [name, prints] of Object.entries(programs)) {
    writeFileSync(join(root, 'bin', name), `#!/bin/sh\nprintf '%s\\n' '${prints}'\n`)
    chmodSync(join(root, 'bin', name), 0o755)
  }
  const script = `PATH=${root}/bin:$PATH run_dir=${root} tab=$(printf '\\t')
. ${sources}/record.sh
. ${sources}/left.sh
${expectedThings(compareAll(resources, facts), facts)}
things_moved`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' })
}

const { hostname } = bareServer()

test.each(['dash', 'bash'])('%s sees that nothing moved', (shell) => {
  expect(moved(shell, { hostname })).toBe('')
})

test.each(['dash', 'bash'])(
  '%s names packages, accounts and a host name that moved since the plan',
  (shell) => {
    const packages = 'package\tpostfix\tii \t3.7.11'
    expect(moved(shell, { packages, hostname: 'other' })).toBe(' package:postfix hostname')
    const passwd = 'vmail:x:1777:1777::/home/vmail:/bin/bash'
    expect(moved(shell, { passwd, hostname })).toMatch(/user:vmail/)
    // Only its configuration is left: that is not installed.
    expect(moved(shell, { packages: 'package\tpostfix\trc \t3.7.11', hostname })).toBe('')
  },
)
