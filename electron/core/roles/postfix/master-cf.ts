import { fileOf, stretchesOf, type Stretch } from './logical-lines.ts'

/** A service of master(5): name, type, and the `-o` settings that it must have. */
export interface WishedService {
  /** Names under which the service may already be listed; the first is used for a new one. */
  readonly names: readonly [string, ...string[]]
  readonly type: 'inet'
  readonly chroot: boolean
  readonly command: string
  /** Order is kept in a new entry. Values hold no whitespace. */
  readonly options: readonly (readonly [name: string, value: string])[]
  /** One line of comment before a new entry. */
  readonly comment: string
}

/**
 * The master.cf text in which these services are listed with these settings. An entry that has them keeps its very lines;
 * other entries, comments and further `-o` settings stay.
 */
export function withServices(masterCf: string, wished: readonly WishedService[]): string {
  return wished.reduce(withService, masterCf)
}

/** What limits a service; without a setting of its own that of main.cf counts (master(5)). */
const limits = /^smtpd_(tls_security_level|\w+_restrictions)$/

/**
 * Settings of listed services that get another value, each as `service -o name`; limits also where the service had them from
 * the parameters of main.cf.
 */
export function replacedOptions(
  masterCf: string,
  wished: readonly WishedService[],
  inherited: ReadonlyMap<string, string> = new Map(),
): readonly { readonly name: string; readonly before: string; readonly after: string }[] {
  const stretches = stretchesOf(masterCf)
  return wished.flatMap((service) => {
    const found = stretches.findLast((stretch) => isEntryOf(stretch, service))
    if (found === undefined) return []
    const present = optionsOf(found.text)
    return service.options.flatMap(([name, after]) => {
      const before = present.get(name) ?? (limits.test(name) ? inherited.get(name) : undefined)
      return before === undefined || before === after
        ? []
        : [{ name: `${found.text.split(/\s+/)[0] ?? ''} -o ${name}`, before, after }]
    })
  })
}

/** A setting of Postfix with its place: a parameter of main.cf by its name, or `service -o name` of master.cf. */
export interface PlacedSetting {
  readonly place: string
  readonly name: string
  readonly value: string
}

/** The parameters of main.cf, and all `-o` settings of master.cf. */
export function placedSettings(
  parameters: ReadonlyMap<string, string>,
  masterCf: string,
): readonly PlacedSetting[] {
  const options = stretchesOf(masterCf).flatMap(({ kind, text }) => {
    const [service = ''] = text.split(/\s+/)
    return kind === 'logical'
      ? [...optionsOf(text)].map(([name, value]) => ({ place: `${service} -o ${name}`, name, value }))
      : []
  })
  return [...[...parameters].map(([name, value]) => ({ place: name, name, value })), ...options]
}

function withService(masterCf: string, wished: WishedService): string {
  const stretches = stretchesOf(masterCf)
  // Of two entries for one port master(8) uses the last, and warns.
  const index = stretches.findLastIndex((stretch) => isEntryOf(stretch, wished))
  const found = stretches[index]
  if (found === undefined) return `${fileOf(stretches)}\n# ${wished.comment}\n${freshEntry(wished)}\n`
  const present = optionsOf(found.text)
  if (wished.options.every(([name, value]) => present.get(name) === value)) return masterCf
  const raw = withOptions(found.raw, present, wished.options)
  stretches[index] = { kind: 'logical', raw, text: raw }
  return fileOf(stretches)
}

/** The lines of an entry, comments among them included, in which the settings have these values; new ones follow at the end. */
function withOptions(
  raw: string,
  present: ReadonlyMap<string, string>,
  wished: WishedService['options'],
): string {
  const changed = new Map(wished.filter(([name, value]) => present.has(name) && present.get(name) !== value))
  const lines = raw.split('\n').map((line) =>
    /^\s*#/.test(line)
      ? line
      : line.replaceAll(option, (whole: string, bracedName?: string, _value?: string, name?: string) => {
          const value = changed.get(bracedName ?? name ?? '')
          return value === undefined ? whole : optionText(bracedName ?? name ?? '', value)
        }),
  )
  // Of two settings of one name the later counts: so does one at the end where an odd spelling could not be changed in place.
  const now = optionsOf(lines.filter((line) => !/^\s*#/.test(line)).join(' '))
  const added = wished
    .filter(([name, value]) => now.get(name) !== value)
    .map(([name, value]) => `  ${optionText(name, value)}`)
  return [...lines, ...added].join('\n')
}

function isEntryOf({ kind, text }: Stretch, { names, type }: WishedService): boolean {
  const [name = '', entryType] = text.split(/\s+/)
  // An entry may name the address too, as in `127.0.0.1:587`; only one for all addresses is the service that is meant.
  return kind === 'logical' && names.includes(name) && entryType === type
}

/** `-o name=value` and `-o { name = value }` (master(5), Postfix 3.0 for the braces). */
const option = /-o\s+(?:\{\s*([^=\s]+)\s*=\s*([^}]*?)\s*\}|([^=\s]+)=(\S*))/g

function optionsOf(text: string): ReadonlyMap<string, string> {
  const options = [...text.matchAll(option)].map(
    ([, bracedName, bracedValue, name, value]): [string, string] => [
      bracedName ?? name ?? '',
      bracedValue ?? value ?? '',
    ],
  )
  return new Map(options)
}

function freshEntry({ names, type, chroot, command, options }: WishedService): string {
  return entryText(
    columns([names[0], type, 'n', '-', chroot ? 'y' : 'n', '-', '-', command]),
    new Map(options),
  )
}

function columns([name = '', type = '', ...rest]: readonly string[]): string {
  const flags = rest.slice(0, 5).map((flag) => flag.padEnd(8))
  return `${name.padEnd(10)}${name.length >= 10 ? ' ' : ''}${type.padEnd(6)}${flags.join('')}${rest.slice(5).join(' ')}`
}

function entryText(head: string, options: ReadonlyMap<string, string>): string {
  return [head, ...[...options].map(([name, value]) => `  ${optionText(name, value)}`)].join('\n')
}

function optionText(name: string, value: string): string {
  return /\s/.test(value) ? `-o { ${name} = ${value} }` : `-o ${name}=${value}`
}
