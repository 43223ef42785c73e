import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { printable } from '#core/ssh/printable.ts'
import { readGroups, readUsers } from './accounts.ts'
import { readCertificates } from './certificates.ts'
import { readArchive, readLargeFiles, throughLinks } from './files.ts'
import { readFirewall } from './firewall.ts'
import type { FileFact, HostFacts } from './host-facts.ts'
import { readAddresses, readListeners, readResolver, readSourceAddress } from './network.ts'
import { ownLock, readLocks } from './locks.ts'
import { readCandidates, readPackageManager, readPackages, readUnits } from './packages.ts'
import { isRunMeta, readRuns } from './runs.ts'
import { cutSections, type Sections } from './sections.ts'

/** What was asked and has to be known to read the answer. */
export interface AskedFacts {
  /** Units in the order in which they were asked for. */
  readonly units: readonly string[]
  /** Whether the request itself asked for this path. */
  readonly wantsFile: (path: string) => boolean
}

/** Reads the output of the fact program; rejects with factsUnreadable whatever else it is given. */
export async function parseFacts(output: Buffer, asked: AskedFacts, host: string): Promise<HostFacts> {
  const unreadable = (section: string, cause: unknown): never => {
    const detail = message('facts.outputForeign', { section })
    const evidence = printable(output.subarray(0, 4000).toString('utf8'))
    throw fail('factsUnreadable', { host, detail }, { evidence, cause })
  }
  const sections = attempt(
    () => cutSections(output),
    (error) => unreadable('mark', error),
  )
  const os = readOs(sections)
  const [readAt = ''] = sections.text('now').split(' ')
  if (sections.lines('kernel').length === 0 || Number.isNaN(Date.parse(readAt))) unreadable('kernel', null)
  const files = await readArchive(sections.archive).catch((error: unknown) => unreadable('files', error))
  return assemble(
    sections,
    os,
    readAt,
    throughLinks(new Map([...files, ...readLargeFiles(sections.lines('large'))]), sections.lines('links')),
    asked,
  )
}

function attempt<T>(read: () => T, otherwise: (error: unknown) => never): T {
  try {
    return read()
  } catch (error) {
    return otherwise(error)
  }
}

function assemble(
  sections: Sections,
  os: HostFacts['os'],
  readAt: string,
  files: ReadonlyMap<string, FileFact>,
  asked: AskedFacts,
): HostFacts {
  const units = readUnits(sections.text('units'), asked.units)
  const locks = readLocks(sections)
  const followed = new Set(sections.lines('followed'))
  const isLocked = locks.some(({ path }) => path === ownLock) || sections.lines('lock-run').includes('alive')
  const lock = isLocked ? sections.text('lock') : null
  return {
    readAt,
    os,
    arch: sections.text('kernel').split(' ')[1] ?? '',
    init: sections.text('init'),
    virt: sections.lines('virt')[0] ?? 'none',
    hostname: sections.text('hostname'),
    addresses4: readAddresses(sections.lines('addresses'), 'inet'),
    addresses6: readAddresses(sections.lines('addresses'), 'inet6'),
    sourceAddress4: readSourceAddress(sections.text('route')),
    resolver: readResolver(sections),
    packages: readPackages(sections.lines('packages')),
    candidates: readCandidates(sections.lines('candidates')),
    units,
    listeners: readListeners(sections.lines('listeners')),
    firewall: readFirewall(sections, units.get('firewalld.service')?.active === 'active'),
    files: new Map([...files].filter(([path]) => asked.wantsFile(path) || followed.has(path))),
    users: readUsers(sections.lines('users'), sections.lines('shadow')),
    groups: readGroups(sections.lines('groups')),
    certificates: readCertificates(sections.named('certificate')),
    tlsKeys: sections.lines('tls-keys'),
    maps: {
      files: new Set(sections.lines('maps')),
      types: sections.lines('map-types'),
      outdated: new Set(sections.lines('maps-outdated')),
      failing: new Map(sections.lines('maps-failing').map(twoColumns)),
    },
    selinux: readSelinux(sections.text('selinux')),
    apparmor: sections.text('apparmor') === 'Y',
    packageManager: readPackageManager(sections, locks),
    memory: 1024 * Number(/^MemTotal:\s+(\d+) kB/.exec(sections.text('memory'))?.[1] ?? 0),
    disks: readDisks(sections.lines('disks')),
    runs: readRuns(new Map([...files].filter(([path]) => isRunMeta(path))), lock),
    lock,
  }
}

/** A line of two columns that a tab parts. */
function twoColumns(line: string): [string, string] {
  const [first = '', ...rest] = line.split('\t')
  return [first, rest.join(' ')]
}

/** os-release(5): shell-compatible assignments. */
function readOs(sections: Sections): HostFacts['os'] {
  const values = new Map(
    sections.lines('os').flatMap((line): [string, string][] => {
      const match = /^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line)
      if (match?.[1] === undefined) return []
      return [[match[1], (match[2] ?? match[3] ?? match[4] ?? '').replace(/\\(["$`\\])/g, '$1')]]
    }),
  )
  const [kernel = ''] = sections.text('kernel').split(' ')
  return {
    id: values.get('ID') ?? kernel.toLowerCase(),
    versionId: values.get('VERSION_ID') ?? '',
    prettyName: values.get('PRETTY_NAME') ?? kernel,
    idLike: (values.get('ID_LIKE') ?? '').split(' ').filter((word) => word !== ''),
  }
}

function readSelinux(text: string): HostFacts['selinux'] {
  if (text === '1') return 'enforcing'
  if (text === '0') return 'permissive'
  return text === 'disabled' ? 'disabled' : 'absent'
}

/** Lines `block size, free blocks, all inodes, free inodes, path` of stat(1) -f; some file systems count no inodes. */
function readDisks(lines: readonly string[]): HostFacts['disks'] {
  return new Map(
    lines.flatMap((line): [string, { freeBytes: number; freeInodes: number | null }][] => {
      const match = /^(\d+) (\d+) (\d+) (\d+) (\/.*)$/.exec(line)
      if (match === null) return []
      const [, size, free, inodes, freeInodes, path = ''] = match
      return [
        [
          path,
          { freeBytes: Number(size) * Number(free), freeInodes: inodes === '0' ? null : Number(freeInodes) },
        ],
      ]
    }),
  )
}
