import { implement } from '@orpc/server'
import { hostsContract } from '#shared/contract/hosts.ts'
import { message } from '#shared/message.ts'
import type { ConnectionReport, HostInput, HostProfile } from '#shared/model/host-profile.ts'
import type { FakeStore, FakeHost } from './fake-store.ts'

const stepIds = ['resolve', 'connect', 'hostKey', 'login', 'root', 'system'] as const
const stepName = {
  resolve: message('hosts.stepResolve'),
  connect: message('hosts.stepConnect'),
  hostKey: message('hosts.stepHostKey'),
  login: message('hosts.stepLogin'),
  root: message('hosts.stepRoot'),
  system: message('hosts.stepSystem'),
}
const offered = {
  algorithm: 'ssh-ed25519',
  fingerprint: 'SHA256:V4n2vWm4mFhXLkZQ7dJ0pB8s1cYtR5uNqE3oGiA6hKw',
}
const now = () => new Date().toISOString()

function profileAuth(input: HostInput['auth'], before: HostProfile['auth'] | undefined): HostProfile['auth'] {
  if (input.kind === 'agent') return { kind: 'agent' }
  if (input.kind === 'password') {
    const kept = before?.kind === 'password' && before.hasPassword
    return { kind: 'password', hasPassword: input.password === undefined ? kept : input.password !== '' }
  }
  const kept = before?.kind === 'key' ? before : { hasKey: false, hasPassphrase: false }
  return {
    kind: 'key',
    hasKey: input.privateKey === undefined ? kept.hasKey : input.privateKey !== '',
    hasPassphrase: input.passphrase === undefined ? kept.hasPassphrase : input.passphrase !== '',
  }
}

function profileOf(id: string, input: HostInput, before?: FakeHost): FakeHost {
  const { sudoPassword, auth, ...plain } = input
  return {
    ...plain,
    id,
    auth: profileAuth(auth, before?.auth),
    hasSudoPassword: sudoPassword === undefined ? (before?.hasSudoPassword ?? false) : sudoPassword !== '',
    hostKey: before?.hostKey ?? null,
    createdAt: before?.createdAt ?? now(),
    updatedAt: now(),
  }
}

type Steps = ConnectionReport['steps']

function steps(
  failing: (typeof stepIds)[number] | null,
  failure?: Pick<Steps[number], 'finding' | 'advice'>,
): Steps {
  const at = failing === null ? stepIds.length : stepIds.indexOf(failing)
  return stepIds.map((id, index) => ({
    id,
    state: index < at ? 'pass' : index === at ? 'fail' : 'skipped',
    finding: (index === at ? failure?.finding : undefined) ?? stepName[id],
    advice: index === at ? (failure?.advice ?? null) : null,
  }))
}

/** Addresses that begin with `refused`, `unsupported` or `changed` behave as their name says; others work. */
export function fakeReport(host: FakeHost): ConnectionReport {
  const nothing = { unknownHostKey: null, changedHostKey: null, facts: null }
  const params = { host: host.address, port: host.port }
  if (host.address.startsWith('refused')) {
    const failure = {
      finding: message('failure.mailRefused', params),
      advice: message('failure.mailRefusedNext'),
    }
    return { ok: false, steps: steps('connect', failure), ...nothing }
  }
  if (host.address.startsWith('changed')) {
    const pinned = 'SHA256:0lD7dJ0pB8s1cYtR5uNqE3oGiA6hKwV4n2vWm4mFhXL'
    return {
      ok: false,
      steps: steps('hostKey'),
      ...nothing,
      changedHostKey: { pinned, offered: offered.fingerprint },
    }
  }
  if (host.hostKey === null)
    return { ok: false, steps: steps('hostKey'), ...nothing, unknownHostKey: offered }
  const facts = {
    system: host.address.startsWith('unsupported') ? 'Slackware 15.0' : 'Debian GNU/Linux 12 (bookworm)',
    supported: !host.address.startsWith('unsupported'),
    hostname: 'vps-3f2a',
    addresses: [/^\d/.test(host.address) ? host.address : '10.0.0.21'],
    nameservers: ['10.0.0.1'],
    firewall: 'nftables',
    installed: [],
  }
  return { ok: facts.supported, steps: steps(facts.supported ? null : 'system'), ...nothing, facts }
}

/** Host profiles in memory. */
export function fakeHostHandlers(store: FakeStore) {
  const os = implement(hostsContract)
  return {
    list: os.list.handler(({ input }) =>
      [...store.hosts.values()]
        .filter((host) =>
          [host.name, host.address, host.notes, ...host.tags]
            .join('\n')
            .toLowerCase()
            .includes(input.search.toLowerCase()),
        )
        .sort((a, b) => a.name.localeCompare(b.name)),
    ),
    get: os.get.handler(({ input }) => store.host(input.id)),
    create: os.create.handler(({ input }) => store.keepHost(profileOf(store.newId('host'), input))),
    update: os.update.handler(({ input }) =>
      store.keepHost(profileOf(input.id, input.host, store.host(input.id))),
    ),
    duplicate: os.duplicate.handler(({ input }) =>
      store.keepHost({ ...store.host(input.id), id: store.newId('host'), name: input.name }),
    ),
    remove: os.remove.handler(({ input }) => ({ removed: store.hosts.delete(input.id) })),
    testConnection: os.testConnection.handler(async ({ input }) => {
      await store.pause()
      return fakeReport(store.host(input.id))
    }),
    approveHostKey: os.approveHostKey.handler(({ input }) =>
      store.keepHost({
        ...store.host(input.id),
        hostKey: { algorithm: input.algorithm, fingerprint: input.fingerprint },
      }),
    ),
  }
}
