import { compareAll } from '#core/plan/compare.ts'
import type { FileResource } from '#core/plan/resource.ts'
import { showDifference } from '#core/plan/show.ts'
import { message } from '#shared/message.ts'
import { bareServer, fileFact } from '#test/support/host-facts.ts'
import { expect, test } from 'vitest'

const warning = message('roles.plaintextEndsWarning')

const file: FileResource = {
  kind: 'file',
  id: 'file:/etc/dovecot/dovecot.conf',
  group: 'dovecot',
  title: message('apply.engineStepPostfix'),
  reason: message('apply.engineStepPostfix'),
  path: '/etc/dovecot/dovecot.conf',
  content: 'ssl = required\n',
  mode: 0o644,
  owner: 'root',
  ownerGroup: 'root',
  warnings: [warning],
}

test.each([
  ['the text that brings it about', fileFact('ssl = yes\n'), [warning]],
  ['the rights alone', fileFact(file.content, { mode: 0o600 }), []],
])('a warning stands where a plan changes %s, or not', (_what, present, warnings) => {
  const facts = bareServer({ files: new Map([[file.path, present]]) })
  const [difference] = compareAll([file], facts)
  if (difference === undefined) throw new Error('nothing differs')
  expect(showDifference(difference, facts).warnings).toEqual(warnings)
})
