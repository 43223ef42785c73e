import { implement } from '@orpc/server'
import { plansContract } from '#shared/contract/plans.ts'
import type { MessageKey } from '#shared/message.ts'
import type { Change, PlanView } from '#shared/model/plan.ts'
import { serverSpec } from '#shared/model/server-spec.ts'
import type { Draft } from '#shared/model/draft.ts'
import type { FakeStore } from './fake-store.ts'

const text = (key: string) => ({ key: key as MessageKey })

/** Some changes of each kind; their words are whatever the key prints. */
export const fakeChanges: readonly Change[] = [
  {
    id: 'package:bind9',
    group: 'packages',
    kind: 'package',
    action: 'create',
    title: text('Install bind9, postfix, dovecot-pop3d'),
    reason: text('They are not installed yet.'),
    before: null,
    after: null,
    language: 'text',
    masked: false,
    commands: ['apt-get install -y bind9 postfix dovecot-pop3d dovecot-imapd dovecot-lmtpd'],
    verify: text('dpkg says installed'),
    undo: { reversible: true, message: text('The packages are removed again.') },
    warnings: [],
  },
  {
    id: 'file:/etc/postfix/main.cf',
    group: 'postfix',
    kind: 'file',
    action: 'update',
    title: text('/etc/postfix/main.cf'),
    reason: text('Postfix receives mail for the domain.'),
    before:
      'myhostname = localhost\ninet_interfaces = loopback-only\nmydestination = $myhostname, localhost\n',
    after:
      'myhostname = mail.example.test\ninet_interfaces = all\nmydestination = $myhostname, localhost, example.test\nsmtpd_tls_security_level = may\n',
    language: 'properties',
    masked: false,
    commands: ['postconf -e myhostname=mail.example.test', 'postconf -e inet_interfaces=all'],
    verify: text('postfix check is silent'),
    undo: { reversible: true, message: text('The file is put back byte for byte.') },
    warnings: [text('Postfix restarts.')],
  },
]

function specOf(draft: Draft) {
  const { fields } = draft
  return serverSpec.parse({
    domain: fields.domain,
    hostname: fields.hostname,
    ...(fields.address === '' ? {} : { address: fields.address }),
    dns:
      fields.dnsProvider === 'bind'
        ? { provider: 'bind', forwarders: fields.forwarders, useForServer: fields.useForServer }
        : { provider: 'manual' },
    accounts: fields.accounts,
    access: fields.access,
    trustedNetworks: fields.trustedNetworks,
    mailboxes: fields.mailboxes.map(({ name }) => ({ name })),
    aliases: fields.aliases,
  })
}

/** Plans that hold the same few changes whatever is asked. */
export function fakePlanHandlers(store: FakeStore) {
  const os = implement(plansContract)
  return {
    create: os.create.handler(async ({ input }) => {
      await store.pause()
      const draft = input.from === 'draft' ? store.draft(input.draftId) : null
      const hostId = input.from === 'spec' ? input.hostId : (draft?.hostId ?? '')
      const spec = input.from === 'spec' ? input.spec : specOf(store.draft(input.draftId))
      const plan: PlanView = {
        id: store.newId('plan'),
        createdAt: new Date().toISOString(),
        target: { address: store.host(hostId).address, system: 'Debian GNU/Linux 12', hostname: 'vps-3f2a' },
        spec,
        factsDigest: '0'.repeat(64),
        changes: [...fakeChanges],
        satisfied: [{ id: 'port:22', group: 'firewall', title: text('SSH stays open.') }],
        notices: [],
        unfinishedRun: null,
      }
      store.plans.set(plan.id, plan)
      store.planHosts.set(plan.id, hostId)
      return plan
    }),
    get: os.get.handler(({ input }) => store.plan(input.id)),
    program: os.program.handler(() => ({ text: '#!/bin/sh\nset -eu\n' })),
    spec: os.spec.handler(({ input }) => ({ yaml: `domain: ${store.plan(input.id).spec.domain}\n` })),
  }
}
