import type { Difference } from '#core/plan/difference.ts'
import type { Resource, Wish } from '#core/plan/resource.ts'
import { heredoc } from './heredoc.ts'

/** What stands in the list of a run that left nothing of its wish out. */
export const wholeMark = 'whole'

interface LeftInput {
  readonly wish: Wish
  readonly differences: readonly Difference[]
  /** Ids of what differs and was not chosen: the run leaves it as it finds it. */
  readonly omitted?: ReadonlySet<string> | undefined
  /** Whether the run was asked for single things: it decides about nothing else. */
  readonly limited?: boolean | undefined
}

/** The function that tells record_left of left.sh what the run answers for, a thing a line; see there. */
export function leftThings({ wish, differences, omitted = new Set(), limited = false }: LeftInput): string {
  const changed = new Map(differences.map((difference) => [difference.resource.id, difference]))
  const lines = wish.resources
    .filter(({ id }) => !omitted.has(id))
    .flatMap((resource) =>
      thingsOf(resource).map((thing) =>
        [
          markOf(resource, thing, changed.get(resource.id), limited),
          thing.kind,
          resource.id,
          ...thing.rest,
        ].join('\t'),
      ),
    )
  const whole = omitted.size === 0 ? [`-\t${wholeMark}\t-\t-\t-\t-\t-`] : []
  const text = [...whole, ...lines].map((line) => `${line}\n`).join('')
  return `left_things() {\n  cat ${heredoc(text)}\n}\n`
}

/** The group whose step does it. Where a run sets nothing but rights, the text is as undecided as before: ~ and the group. */
function markOf(
  resource: Resource,
  thing: Thing,
  difference: Difference | undefined,
  limited: boolean,
): string {
  if (difference === undefined) return rightMark(resource, thing, limited)
  return difference.rightsOnly === true && !isKept(resource) ? `~${resource.group}` : resource.group
}

function isKept(resource: Resource): boolean {
  return resource.kind === 'file' && resource.kept === true
}

/**
 * The mark of what a run found right. A change by others that the wish allows is still to be decided on afterwards (~), unless its
 * text was kept. What nobody can keep or put back, such as the version of a package, is decided by any run that is not limited.
 */
function rightMark(resource: Resource, { kind }: Thing, limited: boolean): '~' | '-' {
  if (isKept(resource)) return '-'
  return limited || kind === 'path' || kind === 'unit' ? '~' : '-'
}

interface Thing {
  readonly kind: 'path' | 'unit' | 'package' | 'user' | 'group' | 'other'
  /** Flag, name, unit that tells the state, language of the text. */
  readonly rest: readonly [flag: string, name: string, watch: string, language: string]
}

function thingsOf(resource: Resource): readonly Thing[] {
  switch (resource.kind) {
    case 'file':
      return [path(resource.path, resource.sensitive ? 'secret' : 'shown', resource.language)]
    case 'absent':
      return [path(resource.path, 'shown')]
    case 'directory':
      return [path(resource.path, 'made')]
    case 'derived':
      return [path(resource.path, 'made')]
    case 'certificate':
      return [path(resource.certPath, 'shown'), path(resource.keyPath, 'secret')]
    case 'unit':
      return [{ kind: 'unit', rest: ['-', resource.name, resource.watch ?? '-', '-'] }]
    case 'package':
    case 'user':
    case 'group':
      return [{ kind: resource.kind, rest: ['-', resource.name, '-', '-'] }]
    case 'membership':
    case 'port':
    case 'hostname':
    case 'connection':
      // Their state is the planner's knowledge: a new plan tells where they differ.
      return [{ kind: 'other', rest: ['-', resource.id, '-', '-'] }]
  }
}

/** `made`: written anew by programs without anybody changing what it says, so that its bytes tell nothing. */
function path(name: string, flag: 'shown' | 'secret' | 'made', language = 'text'): Thing {
  return { kind: 'path', rest: [flag, name, '-', language] }
}
