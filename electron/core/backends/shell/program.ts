import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Difference } from '#core/plan/difference.ts'
import type { PackageResource, Resource, Wish } from '#core/plan/resource.ts'
import { quote, quoteWords, sh } from '#core/ssh/quote.ts'
import { groupIds, type GroupId } from '#shared/model/plan.ts'
import accounts from './accounts.sh?raw'
import { closePorts } from './firewall-commands.ts'
import elsewhere from './elsewhere.sh?raw'
import { expectedThings } from './expected-things.ts'
import { groupProgram, shellFunction } from './group-program.ts'
import ground from './ground.sh?raw'
import { heredoc } from './heredoc.ts'
import { leftThings } from './left-things.ts'
import left from './left.sh?raw'
import main from './main.sh?raw'
import packages from './packages.sh?raw'
import prelude from './prelude.sh?raw'
import type { ProgramStep } from './program-step.ts'
import record from './record.sh?raw'
import { stepTitles } from './step-titles.ts'
import { undoSteps } from './undo-steps.ts'
import transaction from './transaction.sh?raw'
import undoEdited from './undo-edited.sh?raw'
import undoMail from './undo-mail.sh?raw'
import undoPackages from './undo-packages.sh?raw'
import undo from './undo.sh?raw'
import validate from './validate.sh?raw'
import zoneOfBefore from './zone.sh?raw'

/** What the shell backend writes down. */
export interface ProgramInput {
  readonly runId: string
  readonly wish: Wish
  readonly differences: readonly Difference[]
  readonly facts: HostFacts
  /** Ids of what differs from the wish and was not chosen. */
  readonly omitted?: ReadonlySet<string>
  /** Whether the plan was limited to what was chosen. */
  readonly limited?: boolean
}

/** Free space below which packages are not even begun with, in KiB. */
const packageSpace = 300 * 1024

/**
 * The one program of a run, in POSIX sh: it applies, goes on after a crash, and undoes, by its first argument. It needs nothing
 * from the connection that brought it.
 */
export function renderProgram(input: ProgramInput): string {
  const { runId, differences } = input
  const steps = applySteps(differences)
  const groups = groupsOf(differences)
  return [
    '#!/bin/sh',
    '# Mailwright. What this does was shown as a plan before; `apply`, `resume` or `undo` is its first argument.',
    `run_id=${quote(runId)}`,
    'run_operator=$(sed -n "s/^operator=//p" "/var/lib/mailwright/runs/$run_id/meta")',
    `apply_steps=${quote(JSON.stringify(steps))}`,
    `undo_steps=${quote(JSON.stringify(undoSteps))}`,
    `needs_space=${missingPackages(differences).length > 0 ? packageSpace : 0}`,
    ...undoVariables(input),
    '',
    ground,
    prelude,
    record,
    left,
    elsewhere,
    transaction,
    validate,
    packages,
    accounts,
    undo,
    undoMail,
    undoEdited,
    undoPackages,
    zoneOfBefore,
    '# --- this plan ------------------------------------------------------------------------------------------------------',
    '',
    expectedFiles(input),
    expectedThings(differences, input.facts),
    leftThings(input),
    undoFunctions(input),
    packageSteps(differences),
    ...groups.map((group) =>
      groupProgram({
        group,
        differences: differences.filter(({ resource }) => resource.group === group),
        validators: input.wish.validators.filter((validator) => validator.group === group),
        probes: input.wish.probes.filter((probe) => probe.group === group),
        firewall: input.facts.firewall,
      }),
    ),
    shellFunction(
      'apply_all_steps',
      steps
        .filter(({ id }) => id !== 'record' && id !== 'finish')
        .map(({ id }) => `run_step ${id} step_${id}`),
    ),
    main,
  ].join('\n')
}

function groupsOf(differences: readonly Difference[]): readonly GroupId[] {
  const touched = new Set(differences.map(({ resource }) => resource.group))
  return groupIds.filter((group) => group !== 'packages' && touched.has(group))
}

function missingPackages(differences: readonly Difference[]): readonly PackageResource[] {
  return differences.flatMap(({ resource }) => (resource.kind === 'package' ? [resource] : []))
}

/** The steps of a run in order; empty groups have none. */
export function applySteps(differences: readonly Difference[]): readonly ProgramStep[] {
  const missing = missingPackages(differences).length
  return [
    { id: 'record', group: null, title: stepTitles.record, weight: 1 },
    ...(missing === 0
      ? []
      : ([
          { id: 'lists', group: 'packages', title: stepTitles.lists, weight: 4 },
          { id: 'packages', group: 'packages', title: stepTitles.packages, weight: 4 + 3 * missing },
        ] satisfies ProgramStep[])),
    ...groupsOf(differences).map((group): ProgramStep => ({
      id: group,
      group,
      title: stepTitles[group],
      weight: 1,
    })),
    { id: 'finish', group: null, title: stepTitles.finish, weight: 1 },
  ]
}

function packageSteps(differences: readonly Difference[]): string {
  const missing = missingPackages(differences)
  if (missing.length === 0) return ''
  const answers = missing.flatMap(({ answers: given }) => given ?? [])
  const install = `install_packages ${quoteWords(missing.map(({ name }) => name))}`
  return [
    shellFunction('step_lists', ['repair_packages', 'refresh_lists']),
    shellFunction('step_packages', [
      ...(answers.length === 0 ? [] : [`debconf-set-selections ${heredoc(`${answers.join('\n')}\n`)}`]),
      install,
    ]),
  ].join('\n')
}

/** What the plan found where it will write; see expectations_hold in record.sh. */
function expectedFiles({ wish, facts }: ProgramInput): string {
  const paths = wish.resources.flatMap(pathsOf)
  const lines = [...new Set(paths)].map((path) => `${stateOf(path, facts)} ${path}`)
  return `expected_files() {\n  cat ${heredoc(lines.map((line) => `${line}\n`).join(''))}\n}\n`
}

function pathsOf(resource: Resource): readonly string[] {
  return resource.kind === 'file' || resource.kind === 'absent' ? [resource.path] : []
}

function stateOf(path: string, facts: HostFacts): string {
  const fact = facts.files.get(path)
  if (fact === undefined) return 'absent'
  if (fact.type === 'link') return 'link'
  return fact.type === 'file' && fact.sha256 !== null ? fact.sha256 : 'other'
}

function undoVariables({ wish, differences, facts }: ProgramInput): readonly string[] {
  const outside = differences.flatMap(({ resource }) =>
    resource.kind === 'file' || resource.kind === 'directory' || resource.kind === 'certificate'
      ? [resource.kind === 'certificate' ? resource.certPath : resource.path].filter(
          (path) => !path.startsWith('/etc/'),
        )
      : [],
  )
  const within = differences.flatMap(({ resource }) =>
    resource.kind === 'file' && resource.path.startsWith('/etc/') ? [resource.path] : [],
  )
  const mail = differences.flatMap(({ resource }) =>
    resource.kind === 'directory' && resource.holdsMail === true ? [resource.path] : [],
  )
  const served = wish.resources.flatMap((resource) =>
    resource.kind === 'unit' && facts.units.get(resource.name)?.load === 'loaded' ? [resource.name] : [],
  )
  // What needed a restart to take up the files of the run needs one to take up those of before.
  const restarted = differences.flatMap(({ resource, unitAction }) =>
    resource.kind === 'unit' && unitAction === 'restart' ? [resource.name] : [],
  )
  const bound = differences.flatMap(({ resource, action }) =>
    resource.kind === 'file' && resource.versionBound !== undefined && action === 'update' ? [resource] : [],
  )
  const derived = differences.flatMap(({ resource }) =>
    resource.kind === 'derived' && resource.group !== 'resolver' ? [resource.path] : [],
  )
  const changed = differences.find(({ resource }) => resource.kind === 'file' && resource.zone !== undefined)
  const zone = changed?.resource.kind === 'file' ? changed.resource : undefined
  // A zone that was there before; one that is new goes with its statement.
  const asked = wish.resources.find(({ kind, group }) => kind === 'unit' && group === zone?.group)
  const zoneUnit = changed?.action === 'update' && asked?.kind === 'unit' ? asked.name : ''
  return [
    `derived_paths=${quote(derived.join(' '))}`,
    `bound_paths=${quote(bound.map(({ path }) => path).join(' '))}`,
    `bound_package=${quote(bound[0]?.versionBound ?? '')}`,
    `outside_paths=${quote(outside.join(' '))}`,
    `zone_path=${quote(zone?.path ?? '')}`,
    `zone_name=${quote(zone?.zone ?? '')}`,
    `zone_unit=${quote(zoneUnit)}`,
    `zone_copied=${quote(zoneUnit === '' ? '' : String(zone?.copiedSerial ?? ''))}`,
    `mail_store=${quote(wish.mailStore ?? '')}`,
    `new_mailboxes=${quote((wish.newMailboxPaths ?? []).join(' '))}`,
    `etc_paths=${quote(within.join(' '))}`,
    `mail_directories=${quote(mail.join(' '))}`,
    `served_units=${quote(served.join(' '))}`,
    `restarted_units=${quote(restarted.join(' '))}`,
  ]
}

function undoFunctions({ differences, facts }: ProgramInput): string {
  const resources = differences.map(({ resource }) => resource)
  const close = closePorts(
    facts.firewall,
    resources.filter((resource) => resource.kind === 'port'),
  )
  const network = resources.flatMap((resource) =>
    resource.kind === 'connection'
      ? [
          // NetworkManager makes the search list out of the host's name, which it asks hostnamed for when that one starts.
          'systemctl restart systemd-hostnamed',
          'nmcli connection reload',
          sh`nmcli device reapply ${resource.device}`,
        ]
      : [],
  )
  // Only those that kept the name servers before: resolvconf(8) may be installed and leave them to somebody else.
  const resolver = resources
    .filter(({ group }) => group === 'resolver')
    .flatMap((resource) => {
      if (resource.kind === 'unit') return [sh`systemctl try-restart ${resource.name}`]
      return resource.kind === 'derived' ? [quoteWords(resource.command)] : []
    })
  const lenient = (name: string, lines: readonly string[]) =>
    `${name}() {\n${[...new Set(lines)].map((line) => `  { ${line}; } >/dev/null 2>&1 || :`).join('\n')}\n  return 0\n}\n`
  // Databases of files that others have changed since, too: undo writes these anew instead of putting them back.
  const derived = resources.flatMap((resource) =>
    resource.kind === 'derived' && resource.group !== 'resolver'
      ? [`${sh`is_merged ${resource.from}`} && ${quoteWords(resource.command)}`]
      : [],
  )
  return [
    lenient('close_ports', close),
    lenient('undo_network', [...network, ...resolver]),
    lenient('remake_derived', derived),
  ].join('\n')
}
