import { expect, test } from 'vitest'
import { equivalentCommands } from '#core/backends/shell/equivalent-commands.ts'
import type { Difference } from '#core/plan/difference.ts'
import { message } from '#shared/message.ts'

const user: Difference['resource'] = {
  kind: 'user',
  id: 'user:boss',
  group: 'accounts',
  title: message('roles.userTitle', { name: 'boss' }),
  reason: message('roles.systemUserReason', { address: 'boss@a.test' }),
  warnings: [],
  name: 'boss',
  system: false,
  home: '/home/boss',
  createHome: true,
  shell: '/usr/sbin/nologin',
  passwordHash: '$6$x$y',
}
const byHand = (action: Difference['action']) =>
  equivalentCommands(
    { resource: user, action, before: null, after: null },
    { kind: 'none', scope: null, open: [], rules: '' },
  )

test('a user who is there gets a password by hand and is not added again', () => {
  expect(byHand('create')).toEqual([expect.stringMatching(/^useradd .* -- boss$/), 'passwd boss'])
  expect(byHand('update')).toEqual(['passwd boss'])
})
