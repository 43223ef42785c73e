/**
 * What a system calls things: data only. No role ever asks which distribution it is on; it reads names and paths here.
 * One file a system, in `systems/`.
 */
export interface Platform {
  /** `debian-12` */
  readonly id: string
  /** As people know it, e.g. `Debian 12`. */
  readonly name: string
  /** `proven`: the lab runs it. `unproven`: from documentation only; the user is asked first. */
  readonly trust: 'proven' | 'unproven'
  readonly packageTool: 'apt' | 'dnf'
  /** How os-release(5) names it: `ID` and the whole `VERSION_ID`. */
  readonly osRelease: { readonly id: string; readonly versionId: string }
  /** The name of the release in the archive, e.g. `bookworm`. */
  readonly suite: string
  /** The id of the release that follows, where its upgrade can be rehearsed. */
  readonly successor: string | null
  /** Packages whose programs shell scripts of daemons call, for a root that holds nothing else. */
  readonly shellPackages: readonly string[]
  /** What every set-up needs besides the three daemons, e.g. openssl(1) for the certificate. */
  readonly basePackages: readonly string[]
  /** Packages of other mail transfer agents that cannot stay beside Postfix: installing it removes them. */
  readonly rivalMailers: readonly string[]
  readonly bind: {
    readonly packages: readonly string[]
    readonly unit: string
    readonly user: string
    readonly group: string
    /** Main file, and the files that it includes for options and local zones (the same file where there is one only). */
    readonly mainFile: string
    readonly optionsFile: string
    readonly zonesFile: string
    /** What the daemon is started with. */
    readonly startFile: string
    /** Where the daemon may write zones, journals and keys. */
    readonly zoneDirectory: string
    readonly cacheDirectory: string
    /** `file` lines of the main file when fresh, by path. */
    readonly configDirectory: string
    /** Where nothing is said (allow-transfer), everybody may copy a zone. */
    readonly transfersByDefault: boolean
  }
  readonly postfix: {
    readonly packages: readonly string[]
    /** debconf(7) answers; `%DOMAIN%` stands for the mail domain. */
    readonly answers: readonly string[]
    readonly unit: string
    /** Unit whose state tells whether the daemon runs. */
    readonly watchUnit: string
    /** Units that ran the daemon in the release before and may outlive an upgrade. */
    readonly formerUnits: readonly string[]
    readonly directory: string
    readonly chroot: boolean
    /** Lookup table type with a database, e.g. `hash`. */
    readonly tableType: string
    /** Packages of the table types that Postfix itself does not bring, by type. */
    readonly tablePackages: Readonly<Record<string, string>>
    /** `compatibility_level` that a fresh main.cf carries. */
    readonly compatibilityLevel: string
    readonly caFile: string
    readonly queueDirectory: string
    /** Certificates that the package brings along and nobody misses. */
    readonly sampleCertificates: readonly string[]
  }
  readonly dovecot: {
    readonly packages: readonly string[]
    /** The package whose (candidate) version picks the dialect. */
    readonly versionPackage: string
    readonly unit: string
    readonly directory: string
    /** Version that the system is known to carry, for a server that has no package lists yet. */
    readonly knownVersion: string
    /** Group that may read the users file. */
    readonly group: string
    readonly dhFile: string | null
    readonly sampleCertificates: readonly string[]
    /** Where the package keeps its own version of each file under `directory` (ucf(1)). */
    readonly sampleDirectory: string
  }
  /** The first id that useradd(8) gives to a person. */
  readonly firstUserId: number
  readonly aliasesFile: string
  readonly nologinShell: string
}
