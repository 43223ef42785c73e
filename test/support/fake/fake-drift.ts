import { implement } from '@orpc/server'
import { driftContract } from '#shared/contract/drift.ts'
import { message } from '#shared/message.ts'
import type { Drift, DriftItem } from '#shared/model/drift.ts'
import type { PlanView } from '#shared/model/plan.ts'
import { fakeChanges } from './fake-plans.ts'
import type { FakeStore } from './fake-store.ts'

const none = {
  before: null,
  after: null,
  language: 'text',
  masked: false,
  keepable: false,
  restorable: false,
  digest: null,
} as const

/** A file that somebody edited, a service that somebody stopped, an upgrade by the system itself, and a secret. */
export const fakeDriftItems: readonly DriftItem[] = [
  {
    ...none,
    id: 'path:/etc/postfix/main.cf',
    resource: 'file:/etc/postfix/main.cf',
    name: '/etc/postfix/main.cf',
    aspects: ['changed', 'rights'],
    title: message('drift.titlePath', { name: '/etc/postfix/main.cf' }),
    findings: [
      message('drift.foundChanged'),
      message('drift.foundRights', { before: '0644 root:root', after: '0664 root:adm' }),
    ],
    before: 'myhostname = mail.example.test\ninet_interfaces = all\nmessage_size_limit = 52428800\n',
    after:
      'myhostname = mail.example.test\ninet_interfaces = loopback-only\nmessage_size_limit = 52428800\n# note of Chen\n',
    language: 'properties',
    at: '2026-11-22T09:12:31.000Z',
    who: [
      {
        how: 'command',
        sure: true,
        message: message('drift.whoCommand', { user: 'chen', command: '/usr/bin/vim /etc/postfix/main.cf' }),
      },
    ],
    plan: 'changes',
    keepable: true,
    restorable: true,
    digest: '0'.repeat(64),
  },
  {
    ...none,
    id: 'unit:dovecot.service',
    resource: 'unit:dovecot.service',
    name: 'dovecot.service',
    aspects: ['stopped'],
    title: message('drift.titleUnit', { name: 'dovecot.service' }),
    findings: [message('drift.foundStopped', { state: 'inactive' })],
    at: '2026-11-22T08:02:00.000Z',
    who: [
      {
        how: 'session',
        sure: false,
        message: message('drift.whoSession', { user: 'root', from: '10.0.0.9' }),
      },
    ],
    plan: 'changes',
  },
  {
    ...none,
    id: 'path:/etc/dovecot/users',
    resource: 'file:/etc/dovecot/users',
    name: '/etc/dovecot/users',
    aspects: ['changed'],
    title: message('drift.titlePath', { name: '/etc/dovecot/users' }),
    findings: [message('drift.foundSecretChanged')],
    masked: true,
    at: '2026-11-21T20:00:00.000Z',
    who: [],
    plan: 'leaves',
  },
  {
    ...none,
    id: 'package:postfix',
    resource: 'package:postfix',
    name: 'postfix',
    aspects: ['version'],
    title: message('drift.titlePackage', { name: 'postfix' }),
    findings: [message('drift.foundOther', { before: '3.7.6-0+deb12u2', after: '3.7.11-0+deb12u1' })],
    at: '2026-11-21T06:25:41.000Z',
    who: [
      {
        how: 'packages',
        sure: true,
        message: message('drift.whoPackages', { command: '/usr/bin/unattended-upgrade' }),
      },
    ],
    plan: 'leaves',
  },
]

/** Drift that is kept and put back in memory. */
export function fakeDriftHandlers(store: FakeStore) {
  const os = implement(driftContract)
  const kept = new Set<string>()
  const look = (): Drift => ({
    readAt: '2026-11-22T10:00:00.000Z',
    lastRun: {
      id: '20261120T080000-1a2b3c4d',
      domain: 'example.test',
      operator: 'li@desk',
      endedAt: '2026-11-20T08:01:12.000Z',
    },
    unfinishedRun: null,
    items: fakeDriftItems.filter(({ name }) => !kept.has(name)),
    kept: [...kept],
  })
  return {
    look: os.look.handler(async () => {
      await store.pause()
      return look()
    }),
    keep: os.keep.handler(({ input }) => {
      kept.add(input.path)
      return look()
    }),
    release: os.release.handler(({ input }) => ({ released: kept.delete(input.path) })),
    putBack: os.putBack.handler(async ({ input: { hostId } }) => {
      await store.pause()
      const plan: PlanView = {
        id: store.newId('plan'),
        createdAt: new Date().toISOString(),
        target: { address: '10.0.0.21', system: 'Debian GNU/Linux 12', hostname: 'vps-3f2a' },
        spec: {
          domain: 'example.test',
          hostname: 'mail.example.test',
          dns: { provider: 'manual' },
          accounts: 'virtual',
          access: 'tls',
          trustedNetworks: [],
          mailboxes: [],
          aliases: [],
        },
        factsDigest: '0'.repeat(64),
        changes: fakeChanges.slice(1),
        satisfied: [],
        notices: [],
        unfinishedRun: null,
      }
      store.plans.set(plan.id, plan)
      store.planHosts.set(plan.id, hostId)
      return plan
    }),
  }
}
