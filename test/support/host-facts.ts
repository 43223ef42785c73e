import type { FileFact, HostFacts } from '#core/facts/host-facts.ts'

/** A bare Debian 12 server as facts, for tests; each test overrides what it is about. */
export function bareServer(changes: Partial<HostFacts> = {}): HostFacts {
  return {
    readAt: '2026-11-22T12:00:00.000Z',
    os: { id: 'debian', versionId: '12', prettyName: 'Debian GNU/Linux 12 (bookworm)', idLike: [] },
    arch: 'x86_64',
    init: 'systemd',
    virt: 'kvm',
    hostname: 'bare',
    addresses4: ['10.0.0.21/24'],
    addresses6: [],
    sourceAddress4: '10.0.0.21',
    resolver: { manager: 'plain', nameservers: ['10.0.0.1'], search: [], connections: [] },
    packages: new Map(),
    candidates: new Map(),
    units: new Map(),
    listeners: [],
    firewall: { kind: 'none', scope: null, open: [], rules: '' },
    files: new Map(),
    users: new Map(),
    groups: new Map(),
    certificates: new Map(),
    selinux: 'absent',
    apparmor: false,
    packageManager: { lockedBy: null, broken: null, listsAge: 100 },
    memory: 1e9,
    disks: new Map(),
    runs: [],
    ...changes,
  }
}

/** A regular file of root with this text. */
export function fileFact(text: string, changes: Partial<FileFact> = {}): FileFact {
  return {
    type: 'file',
    mode: 0o644,
    owner: 'root',
    group: 'root',
    modified: 1_700_000_000,
    size: text.length,
    sha256: '0'.repeat(64),
    text,
    target: null,
    ...changes,
  }
}
