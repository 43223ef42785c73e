/**
 * What a server says of itself, as read by one read-only program in one round trip. Plain data: planning holds facts, never
 * a connection. Everything is a snapshot of `readAt`.
 */
export interface HostFacts {
  /** ISO 8601, by the server's own clock. */
  readonly readAt: string
  readonly os: {
    /** `ID` of os-release(5), e.g. `debian`. */
    readonly id: string
    readonly versionId: string
    readonly prettyName: string
    readonly idLike: readonly string[]
  }
  readonly arch: string
  /** Name of process 1: `systemd` where units can be managed. */
  readonly init: string
  /** `none`, or the kind of container or machine as systemd-detect-virt(1) names it. */
  readonly virt: string
  readonly hostname: string
  /** Global addresses with prefix length, e.g. `203.0.113.5/24`. */
  readonly addresses4: readonly string[]
  readonly addresses6: readonly string[]
  /** Source address of the default IPv4 route, or null. */
  readonly sourceAddress4: string | null
  readonly resolver: ResolverFacts
  /** Installed packages among those asked for (and all that match `pkg` patterns), by name. */
  readonly packages: ReadonlyMap<string, PackageFact>
  /** Version that an install would bring, for asked packages that are not installed; empty where lists are missing. */
  readonly candidates: ReadonlyMap<string, string>
  readonly units: ReadonlyMap<string, UnitFact>
  readonly listeners: readonly Listener[]
  readonly firewall: FirewallFacts
  readonly files: ReadonlyMap<string, FileFact>
  readonly users: ReadonlyMap<string, UserFact>
  readonly groups: ReadonlyMap<string, GroupFact>
  /** The asked ones, and those that Postfix and Dovecot name in their configuration. */
  readonly certificates: ReadonlyMap<string, CertificateFact>
  /** Files with a private key that Postfix and Dovecot name in their configuration. */
  readonly tlsKeys?: readonly string[]
  /** Tables that Postfix's configuration names by their path, as far as they are there. */
  readonly maps?: MapFacts
  readonly selinux: 'enforcing' | 'permissive' | 'disabled' | 'absent'
  readonly apparmor: boolean
  readonly packageManager: {
    /** Who holds dpkg's or rpm's lock right now, as command line, or null. */
    readonly lockedBy: string | null
    /** First line of `dpkg --audit`, or null where nothing is half-installed. */
    readonly broken: string | null
    /** Seconds since the package lists were fetched; null where there are none. */
    readonly listsAge: number | null
  }
  /** Bytes. */
  readonly memory: number
  /** Free bytes and inodes of the file system that holds a path. */
  readonly disks: ReadonlyMap<string, { readonly freeBytes: number; readonly freeInodes: number | null }>
  /** Runs of this program that the server remembers, oldest first. */
  readonly runs: readonly RunFact[]
  /** What the file /run/mailwright.lock says while a run holds it, else null. */
  readonly lock?: string | null
}

export interface ResolverFacts {
  /** Who writes /etc/resolv.conf. */
  readonly manager: 'plain' | 'resolved' | 'resolved-stub' | 'networkmanager' | 'resolvconf'
  readonly nameservers: readonly string[]
  readonly search: readonly string[]
  /** Nobody can change the file, not even root, before that mark is taken off (chattr(1)). */
  readonly immutable?: boolean
  /** Active NetworkManager connections as nmcli(1) tells them. */
  readonly connections: readonly {
    readonly uuid: string
    readonly name: string
    readonly device: string
    /** Properties of nm-settings(5) that say who is asked for names, e.g. `ipv4.dns`. */
    readonly settings: Readonly<Record<string, string>>
  }[]
}

export interface PackageFact {
  readonly version: string
  /** False where dpkg says anything but `ii`. */
  readonly configured: boolean
}

export interface UnitFact {
  /** systemd's LoadState: `loaded`, `not-found`, `masked` … */
  readonly load: string
  /** systemd's ActiveState: `active`, `inactive`, `failed` … */
  readonly active: string
  /** systemd's UnitFileState: `enabled`, `disabled`, `static`, `alias`, `masked` … */
  readonly enabled: string
}

export interface Listener {
  readonly protocol: 'tcp' | 'udp'
  readonly address: string
  readonly port: number
  /** Program name, or empty where it cannot be seen. */
  readonly process: string
}

export interface FirewallFacts {
  readonly kind: 'none' | 'nftables' | 'iptables' | 'ufw' | 'firewalld'
  /** firewalld's zone; for nftables `family table chain` of the input chains that drop, parted by commas. */
  readonly scope: string | null
  /** Ports that are open by rule, as `25/tcp`; firewalld services are written out as ports. Empty for `none`. */
  readonly open: readonly string[]
  /** `nft list ruleset` or `iptables-save`, for the planner and for the curious. */
  readonly rules: string
}

export interface MapFacts {
  /** Files of tables and of the databases made from them, e.g. `/etc/postfix/virtual.db`, and sockets of services that Postfix asks. */
  readonly files: ReadonlySet<string>
  /** The types that Postfix can ask, as `postconf -m` names them; empty where no type is named that it may lack. */
  readonly types: readonly string[]
  /** The databases among them that are older than the text that they are made from. */
  readonly outdated?: ReadonlySet<string>
  /** Tables asked over a line that give no answer, as `ldap:/etc/postfix/users.cf`, with what Postfix says of it. */
  readonly failing?: ReadonlyMap<string, string>
}

export interface FileFact {
  readonly type: 'file' | 'directory' | 'link'
  /** Permission bits, e.g. 0o644. */
  readonly mode: number
  /** It has a POSIX ACL: the group's bits are the ACL's mask then (acl(5)), and belong to those who wrote the ACL. */
  readonly acl?: true
  readonly owner: string
  readonly group: string
  /** Seconds since the epoch. */
  readonly modified: number
  readonly size: number
  /** Hex SHA-256 of a regular file's bytes; null for others, for mail, and for files over 16 MiB. */
  readonly sha256: string | null
  /** UTF-8 text, of a link that of the file it leads to; null where it is not a regular file, not text, a private key, mail, or over 1 MiB. */
  readonly text: string | null
  /** Target of a symbolic link. */
  readonly target: string | null
}

export interface UserFact {
  readonly uid: number
  readonly gid: number
  readonly home: string
  readonly shell: string
  readonly comment: string
  /** The shadow(5) field of an asked user; secret material, never logged or stored. */
  readonly passwordHash: string | null
}

export interface GroupFact {
  readonly gid: number
  readonly members: readonly string[]
}

export interface CertificateFact {
  readonly subject: string
  readonly names: readonly string[]
  /** ISO 8601. */
  readonly notAfter: string
  /** Hex SHA-256 of the DER form. */
  readonly fingerprint: string
  readonly selfSigned: boolean
}

export interface RunFact {
  readonly id: string
  readonly domain: string
  readonly state: 'running' | 'interrupted' | 'done' | 'failed' | 'cancelled' | 'undone'
  /** ISO 8601. */
  readonly startedAt: string
  /** The operator as `user@host` of the app, as told by the app. */
  readonly operator: string
}

/** What a fact program is asked to look at, beyond what it always reads. Paths may hold `*` and `?`. */
export interface FactsRequest {
  readonly paths: readonly string[]
  readonly packages: readonly string[]
  /** Packages that are never installed by us: asked for a candidate, a server would take longer than for all the rest. */
  readonly rivals?: readonly string[]
  readonly units: readonly string[]
  readonly users: readonly string[]
  readonly groups: readonly string[]
  readonly certificates: readonly string[]
  /** Zones whose file is to be found through named.conf(5), with all that it includes. */
  readonly zones?: readonly string[]
}
