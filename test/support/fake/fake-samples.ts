import type { HostProfile } from '#shared/model/host-profile.ts'
import type { FakeStore } from './fake-store.ts'

const pinned = { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:V4n2vWm4mFhXLkZQ7dJ0pB8s1cYtR5uNqE3oGiA6hKw' }

function host(id: string, name: string, address: string, more: Partial<HostProfile> = {}): HostProfile {
  return {
    id,
    name,
    address,
    port: 22,
    user: 'root',
    auth: { kind: 'key', hasKey: true, hasPassphrase: false },
    hasSudoPassword: false,
    notes: '',
    tags: [],
    hostKey: pinned,
    createdAt: '2026-01-02T08:00:00.000Z',
    updatedAt: '2026-01-02T08:00:00.000Z',
    ...more,
  }
}

/** Hosts, a draft and a mail account to look at. */
export function fillFakeStore(store: FakeStore): void {
  store.keepHost(host('lab', '实验室 lab-1', '10.0.0.21', { tags: ['lab', 'debian-12'] }))
  store.keepHost(
    host('new', 'mail.example.test', 'mail.example.test', {
      user: 'admin',
      auth: { kind: 'password', hasPassword: true },
      hasSudoPassword: true,
      hostKey: null,
      tags: ['production'],
      notes: 'Hetzner, CX22',
    }),
  )
  store.keepHost(
    host('changed', 'changed key', 'changed.example.test', { auth: { kind: 'agent' }, port: 2222 }),
  )
  store.keepHost(host('refused', '拒绝连接的主机', 'refused.example.test'))
  store.drafts.set('draft-lab', {
    id: 'draft-lab',
    hostId: 'lab',
    step: 'mailboxes',
    planId: null,
    runId: null,
    updatedAt: '2026-01-05T09:30:00.000Z',
    fields: {
      domain: 'example.test',
      hostname: 'mail.example.test',
      address: '10.0.0.21',
      dnsProvider: 'bind',
      forwarders: ['223.5.5.5', '119.29.29.29'],
      useForServer: true,
      accounts: 'virtual',
      access: 'tls',
      trustedNetworks: [],
      mailboxes: [
        { name: 'alice', password: '', hasPassword: true },
        { name: 'bob', password: 'correct horse', hasPassword: true },
      ],
      aliases: [{ name: 'info', to: ['alice', 'bob'] }],
    },
  })
  const server = { host: 'mail.example.test', trust: { kind: 'any' as const } }
  store.accounts.set('account-alice', {
    id: 'account-alice',
    hostId: 'lab',
    address: 'alice@example.test',
    login: 'alice@example.test',
    hasPassword: true,
    smtp: { ...server, port: 465, tls: 'implicit' },
    pop3: { ...server, port: 995, tls: 'implicit' },
  })
}
