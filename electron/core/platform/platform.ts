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
  readonly bind: {
    readonly packages: readonly string[]
    readonly unit: string
    readonly user: string
    readonly group: string
    /** Main file, and the files that it includes for options and local zones (the same file where there is one only). */
    readonly mainFile: string
    readonly optionsFile: string
    readonly zonesFile: string
    /** Where the daemon may write zones, journals and keys. */
    readonly zoneDirectory: string
    readonly cacheDirectory: string
    /** `file` lines of the main file when fresh, by path. */
    readonly configDirectory: string
  }
  readonly postfix: {
    readonly packages: readonly string[]
    readonly answers: readonly string[]
    readonly unit: string
    /** Unit whose state tells whether the daemon runs. */
    readonly watchUnit: string
    readonly directory: string
    readonly chroot: boolean
    /** Lookup table type with a database, e.g. `hash`. */
    readonly tableType: string
    /** `compatibility_level` that a fresh main.cf carries. */
    readonly compatibilityLevel: string
    readonly caFile: string
    readonly queueDirectory: string
  }
  readonly dovecot: {
    readonly packages: readonly string[]
    /** The package whose (candidate) version picks the dialect. */
    readonly versionPackage: string
    readonly unit: string
    readonly directory: string
    readonly dhFile: string | null
  }
  readonly aliasesFile: string
  readonly nologinShell: string
}
