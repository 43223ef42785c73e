import type { CheckedDaemon } from '#core/apply/verdicts/read-verdict.ts'
import type { GroupId } from '#shared/model/plan.ts'
import type { Message, MessageKey } from '#shared/message.ts'

interface Wished {
  /** Unique and stable, `kind:name`, e.g. `file:/etc/postfix/main.cf`. */
  readonly id: string
  readonly group: GroupId
  /** What it is, for a newcomer. */
  readonly title: Message
  /** Why it must be so. */
  readonly reason: Message
  /** What of the present state would be changed or lost that someone might miss; shown before approval. */
  readonly warnings?: readonly Message[]
}

/** A package is installed, in the version that the system offers. */
export interface PackageResource extends Wished {
  readonly kind: 'package'
  readonly name: string
  /** debconf(7) answers as `question type value`, given before the install. */
  readonly answers?: readonly string[]
}

/** A regular file has these bytes, mode and owner. */
export interface FileResource extends Wished {
  readonly kind: 'file'
  readonly path: string
  readonly content: string
  readonly mode: number
  readonly owner: string
  readonly ownerGroup: string
  /** Holds hashes or keys: its text is never shown, only how many lines it has. */
  readonly sensitive?: boolean
  /** Picks the diff's highlighting. */
  readonly language?: 'properties' | 'zone' | 'nginx' | 'shell' | 'text'
  /** The zone of which it is the master file (RFC 1035 §5). */
  readonly zone?: string
  /** Its serial, where other name servers may copy it: after the undo of a change they keep the copy (RFC 1982). */
  readonly copiedSerial?: number
  /** The content is what somebody wrote by hand and the description keeps. */
  readonly kept?: boolean
  /** For a file whose name is a link (e.g. /etc/resolv.conf): the link itself is replaced. */
  readonly replacesLink?: boolean
  /** The package whose line of versions, e.g. 2.3 of Dovecot, alone understands it. */
  readonly versionBound?: string
}

/** A file or link is not there; its bytes are kept in the backup. */
export interface AbsentResource extends Wished {
  readonly kind: 'absent'
  readonly path: string
}

export interface DirectoryResource extends Wished {
  readonly kind: 'directory'
  readonly path: string
  readonly mode: number
  readonly owner: string
  readonly ownerGroup: string
  /** Holds mail: undo moves it to an archive in place of deleting it. */
  readonly holdsMail?: boolean
}

export interface GroupResource extends Wished {
  readonly kind: 'group'
  readonly name: string
  readonly gid?: number
  readonly system: boolean
}

export interface UserResource extends Wished {
  readonly kind: 'user'
  readonly name: string
  readonly uid?: number
  readonly system: boolean
  /** Primary group by name; a group of the user's own name where absent. */
  readonly primaryGroup?: string
  readonly home: string
  readonly createHome: boolean
  readonly shell: string
  readonly comment?: string
  /** A crypt(5) hash to set; absent: the password stays as it is. Secret material. */
  readonly passwordHash?: string
}

/** A name is a member of a group besides its primary one. */
export interface MembershipResource extends Wished {
  readonly kind: 'membership'
  readonly user: string
  readonly memberOf: string
}

/** A service runs and starts at boot; it follows changes of its files. */
export interface UnitResource extends Wished {
  readonly kind: 'unit'
  readonly name: string
  /** The unit whose state tells the truth, where it is another (Debian's postfix@-.service). */
  readonly watch?: string
  /** Units under which an earlier release of the system ran the same program: an upgrade may leave them running. */
  readonly formerUnits?: readonly string[]
  /** Ids of resources after whose change it is reloaded. */
  readonly reloadOn: readonly string[]
  /** Ids of resources after whose change it is restarted (which outweighs a reload). */
  readonly restartOn: readonly string[]
}

/** A port is reachable through the host's own firewall, if one is active. */
export interface PortResource extends Wished {
  readonly kind: 'port'
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
}

/** The kernel's host name; the file /etc/hostname is a resource of its own. */
export interface HostnameResource extends Wished {
  readonly kind: 'hostname'
  readonly name: string
}

/** A key and a certificate for the names exist; a fresh self-signed pair is made where there is none that holds. */
export interface CertificateResource extends Wished {
  readonly kind: 'certificate'
  readonly certPath: string
  readonly keyPath: string
  readonly names: readonly string[]
  readonly days: number
}

/** A file that a program makes from another, e.g. /etc/aliases.db by newaliases(1). */
export interface DerivedResource extends Wished {
  readonly kind: 'derived'
  readonly path: string
  readonly from: string
  readonly command: readonly string[]
}

/** The properties of a NetworkManager connection (nmcli(1)), applied without taking the link down. */
export interface ConnectionResource extends Wished {
  readonly kind: 'connection'
  readonly uuid: string
  readonly name: string
  readonly device: string
  readonly settings: readonly { readonly property: string; readonly value: string }[]
}

/** One thing that shall be so on the server. Roles make them; the diff compares them; nothing here acts. */
export type Resource =
  | PackageResource
  | FileResource
  | AbsentResource
  | DirectoryResource
  | GroupResource
  | UserResource
  | MembershipResource
  | UnitResource
  | PortResource
  | HostnameResource
  | CertificateResource
  | DerivedResource
  | ConnectionResource

/** A command of a daemon that judges the staged files of a group before they are swapped in. */
export interface Validator {
  readonly group: GroupId
  readonly name: string
  /** Whose words it speaks, and whose files it reads. */
  readonly daemon: CheckedDaemon
  readonly command: readonly string[]
  /** Directories that the validator must see with the staged files laid over them. */
  readonly overlay: readonly string[]
  /** Also a failure when the output holds this, e.g. `warning:` of postconf(1). Extended regular expression. */
  readonly refuse?: string
}

/** A check after the swap that the daemon really serves; retried until it holds or its time is up. */
export interface Probe {
  readonly group: GroupId
  readonly name: string
  readonly command: readonly string[]
  /** Seconds. */
  readonly timeout: number
  /** A fault is told and takes nothing back. */
  readonly advisory?: MessageKey
}

/** What roles make of a description: the wish in full. */
export interface Wish {
  readonly resources: readonly Resource[]
  readonly validators: readonly Validator[]
  readonly probes: readonly Probe[]
  /** What cannot or should not be done on this server, in words; `blocking` ones forbid the apply. */
  readonly notices: readonly { readonly blocking: boolean; readonly message: Message }[]
  /** The directory of virtual mailboxes, with one for each domain and in it one for each mailbox. */
  readonly mailStore?: string
  /** Directories in it whose mailboxes nobody could log in to before. */
  readonly newMailboxPaths?: readonly string[]
}
