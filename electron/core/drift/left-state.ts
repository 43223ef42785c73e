/** A thing that a run answers for, as left-things.ts wrote it down. */
export interface LeftThing {
  /** `other`: only a plan knows its state. */
  readonly kind: 'path' | 'unit' | 'package' | 'user' | 'group' | 'other'
  /** False where the run found it right and left open what others changed before. */
  readonly decided: boolean
  /** True where the run decided about mode and owner alone. */
  readonly rightsSet: boolean
  /** The id of the resource in plans. */
  readonly resource: string
  readonly flag: 'shown' | 'secret' | 'made' | '-'
  readonly name: string
  /** The unit whose state tells whether the service runs. */
  readonly watch: string
  readonly language: string
}

export interface PathState {
  readonly type: string
  /** Octal, as find(1) prints it. */
  readonly mode: string
  /** `user:group`. */
  readonly owner: string
  /** Seconds since the epoch: of the bytes, and of anything about the file. */
  readonly modified: number
  readonly touched: number
  readonly target: string
  /** Hex SHA-256; null for what is no regular file, or is too large to be a configuration. */
  readonly sum: string | null
}

export interface UnitState {
  readonly load: string
  readonly active: string
  readonly enabled: string
  /** ISO 8601, or null. */
  readonly since: string | null
}

/** What look_at_things of left.sh found; what is not there has no entry. */
export interface ThingStates {
  readonly paths: ReadonlyMap<string, PathState>
  readonly units: ReadonlyMap<string, UnitState>
  /** Version of each installed package. */
  readonly packages: ReadonlyMap<string, string>
  /** `uid:gid:home:shell` or a group's number. */
  readonly accounts: ReadonlyMap<string, string>
}

const kinds = new Set<string>(['path', 'unit', 'package', 'user', 'group', 'other'])
const flags = new Set<string>(['shown', 'secret', 'made', '-'])

/** Reads a list of things; lines that are none are passed over, as they come from a server. */
export function readThings(text: string): readonly LeftThing[] {
  return text.split('\n').flatMap((line) => {
    const [group = '', kind = '', resource = '', flag = '', name = '', watch = '', language = ''] =
      line.split('\t')
    if (!isKind(kind) || !isFlag(flag) || name === '' || resource === '') return []
    const told = watch === '-' || watch === '' ? name : watch
    return [
      {
        kind,
        decided: !/^~/.test(group),
        rightsSet: group === '~=',
        resource,
        flag,
        name,
        watch: told,
        language,
      },
    ]
  })
}

function isKind(word: string): word is LeftThing['kind'] {
  return kinds.has(word)
}

function isFlag(word: string): word is LeftThing['flag'] {
  return flags.has(word)
}

/** Reads what look_at_things printed; lines in another form are passed over. */
export function readStates(text: string): ThingStates {
  const lines = text.split('\n').map((line) => line.split('\t'))
  const of = (kind: string) => lines.flatMap(([first, ...rest]) => (first === kind ? [rest] : []))
  const sums = new Map(
    of('sum').flatMap(([found = '']): [string, string][] =>
      /^[0-9a-f]{64} [ *]\//.test(found) ? [[found.slice(66), found.slice(0, 64)]] : [],
    ),
  )
  return {
    paths: new Map(of('path').flatMap((fields) => pathState(fields, sums))),
    units: new Map(of('unit').flatMap(unitState)),
    packages: new Map(
      of('package').flatMap(([name = '', status = '', version = '']): [string, string][] =>
        status.startsWith('ii') ? [[name, version]] : [],
      ),
    ),
    accounts: new Map(
      (['user', 'group'] as const).flatMap((kind) =>
        of(kind).map(([name = '', text = '']): [string, string] => [`${kind}:${name}`, text]),
      ),
    ),
  }
}

function pathState(fields: readonly string[], sums: ReadonlyMap<string, string>): [string, PathState][] {
  const [type = '', mode = '', owner = '', modified = '', touched = '', target = '', path = ''] = fields
  if (fields.length !== 7 || !path.startsWith('/') || !/^[0-7]{1,5}$/.test(mode)) return []
  const state = { type, mode, owner, modified: Number(modified), touched: Number(touched), target }
  if (!Number.isFinite(state.modified) || !Number.isFinite(state.touched)) return []
  return [[path, { ...state, sum: type === 'f' ? (sums.get(path) ?? null) : null }]]
}

function unitState([name = '', ...properties]: readonly string[]): [string, UnitState][] {
  const told = new Map(
    properties.map((property) => {
      const at = property.indexOf('=')
      return [property.slice(0, at), property.slice(at + 1)]
    }),
  )
  const active = told.get('ActiveState')
  if (name === '' || active === undefined) return []
  const [, day, time] =
    /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC$/.exec(told.get('StateChangeTimestamp') ?? '') ?? []
  const since = day === undefined ? NaN : Date.parse(`${day}T${time}Z`)
  return [
    [
      name,
      {
        load: told.get('LoadState') ?? '',
        active,
        enabled: told.get('UnitFileState') ?? '',
        since: Number.isNaN(since) ? null : new Date(since).toISOString(),
      },
    ],
  ]
}
