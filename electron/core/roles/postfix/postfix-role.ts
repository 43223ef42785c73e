import { listMessage } from '#shared/list-message.ts'
import { message, type Message, type MessageKey } from '#shared/message.ts'
import type { Platform } from '#core/platform/platform.ts'
import type { FileResource, UnitResource, Validator, Wish } from '#core/plan/resource.ts'
import { addressAliases, unansweredTargets } from '../addresses.ts'
import { keptAddresses } from '../dovecot/users-file.ts'
import { factText } from '../fact-text.ts'
import { greetingProbe, tlsGreetingProbe } from '../greeting-probe.ts'
import { isOwnText } from '../own-text.ts'
import { resolverResources } from '../resolver/resolver-resources.ts'
import type { Role, RoleInput } from '../role.ts'
import { certificateInUse } from '../tls/certificate-in-use.ts'
import { certificateId } from '../tls/certificate-paths.ts'
import { keptNetworks, needsTransportMap, wishedMainCf } from './main-cf-wish.ts'
import { lmtp, mapPaths } from './main-parameters.ts'
import { aliasMap, mailboxMap, senderMap, transportMap } from './map-texts.ts'
import { presentMainCf, type PresentMainCf } from './present-main-cf.ts'
import { tableConflicts } from './table-conflicts.ts'
import { unreachableServices } from './unreachable-services.ts'
import { unusableMaps } from './unusable-maps.ts'
import { replacedOptions, withServices } from './master-cf.ts'
import { freshMasterCf, receivingService, submissionServices } from './master-services.ts'

/** Sending and receiving mail: main.cf, master.cf and the tables that they name. */
export const postfixRole: Role = {
  name: 'postfix',
  footprint: (_spec, platform) => ({
    paths: [
      `${platform.postfix.directory}/main.cf`,
      masterPath(platform),
      mailnamePath,
      ...Object.values(mapPaths(platform)),
    ],
    units: [platform.postfix.unit, platform.postfix.watchUnit, ...platform.postfix.formerUnits],
  }),
  wish: (input) => {
    const main = presentMainCf(input)
    const maps = mapFiles(input, main)
    return {
      resources: [mainCf(input, main), masterCf(input, main), ...maps, unit(input, main, maps)],
      validators: validators(input, main),
      probes: [
        greetingProbe('postfix', 25, '220'),
        greetingProbe('postfix', 587, '220'),
        tlsGreetingProbe('postfix', 465, '220'),
      ],
      notices: notices(input, main),
    }
  },
}

/** Debian's main.cf takes myorigin from it. */
const mailnamePath = '/etc/mailname'

function masterPath(platform: Platform): string {
  return `${platform.postfix.directory}/master.cf`
}

function rootFile(
  path: string,
  content: string,
  title: Message,
  reason: Message,
  warnings: readonly Message[] = [],
): FileResource {
  return {
    kind: 'file',
    id: `file:${path}`,
    group: 'postfix',
    title,
    reason,
    path,
    content,
    mode: 0o644,
    owner: 'root',
    ownerGroup: 'root',
    language: 'properties',
    warnings,
  }
}

function mainCf(input: RoleInput, main: PresentMainCf): FileResource {
  const { spec, platform, facts } = input
  const certificate = certificateInUse(input)
  const { text, warnings } = wishedMainCf(main.text, spec, platform, certificate, {
    ownWay: ownRoutes(input, main).length > 0,
    mailname: factText(facts, mailnamePath),
    version: facts.packages.get('postfix')?.version ?? facts.candidates.get('postfix') ?? '',
  })
  const open =
    spec.access === 'tutorial'
      ? [message('roles.postfixOpenWarning', { networks: listMessage(spec.trustedNetworks) })]
      : []
  return rootFile(
    main.path,
    text,
    message('roles.mainCfTitle'),
    message(spec.accounts === 'virtual' ? 'roles.mainCfVirtualReason' : 'roles.mainCfSystemReason', {
      domain: spec.domain,
    }),
    [...open, ...warnings, ...certificate.warnings],
  )
}

/** What transport_maps must name as ours; empty where nobody else has another way for it. */
function ownRoutes(input: RoleInput, main: PresentMainCf): readonly string[] {
  const { spec } = input
  const { routes } = tableConflicts(input)
  const shared = needsTransportMap(main.text, spec)
  return shared && !routes.includes(spec.domain) ? [spec.domain, ...routes] : routes
}

function masterCf({ platform, facts }: RoleInput, { adopted, parameters }: PresentMainCf): FileResource {
  const existing = factText(facts, masterPath(platform))
  const services = [receivingService(platform), ...submissionServices(platform, adopted)]
  const inherited = new Map([['smtpd_tls_security_level', 'none'], ...(adopted ? parameters : [])])
  const replaced =
    existing === null || isOwnText(existing) ? [] : replacedOptions(existing, services, inherited)
  return rootFile(
    masterPath(platform),
    withServices(existing ?? freshMasterCf(platform), services),
    message('roles.masterCfTitle'),
    message('roles.masterCfReason'),
    replaced.map((change) => message('roles.parameterChangedWarning', change)),
  )
}

function mapFiles(input: RoleInput, main: PresentMainCf): readonly FileResource[] {
  const { spec, platform, facts } = input
  const conflicts = tableConflicts(input)
  const routes = ownRoutes(input, main)
  const paths = mapPaths(platform)
  const map = (
    path: string,
    content: string,
    title: MessageKey & `roles.${string}MapTitle`,
    reason: Message,
    warnings: readonly Message[] = [],
  ) => rootFile(path, content, { key: title }, reason, warnings)
  const kept =
    spec.accounts === 'virtual'
      ? keptAddresses(factText(facts, `${platform.dovecot.directory}/users`), spec)
      : []
  const senders = map(
    paths.senders,
    senderMap(spec, kept),
    'roles.senderMapTitle',
    message('roles.senderMapReason'),
  )
  const transport =
    routes.length > 0
      ? [
          map(
            paths.transport,
            transportMap(routes, spec.accounts === 'system' ? 'local:' : lmtp),
            'roles.transportMapTitle',
            message('roles.transportMapReason', { domain: spec.domain }),
            conflicts.routeWarnings,
          ),
        ]
      : []
  if (spec.accounts === 'system') return [...transport, senders]
  return [
    ...transport,
    map(
      paths.mailboxes,
      mailboxMap(spec, kept),
      'roles.mailboxMapTitle',
      message('roles.mailboxMapReason'),
      conflicts.mailboxWarnings,
    ),
    map(
      paths.aliases,
      aliasMap(spec, conflicts),
      'roles.aliasMapTitle',
      message('roles.aliasMapReason'),
      conflicts.aliasWarnings,
    ),
    senders,
  ]
}

function unit(
  input: RoleInput,
  { path, parameters }: PresentMainCf,
  maps: readonly FileResource[],
): UnitResource {
  const { spec, platform, facts } = input
  const main = `file:${path}`
  // A reload opens no new addresses (postconf(5), inet_interfaces: "you need to stop and start Postfix").
  const interfaces = parameters.get('inet_interfaces')
  const needsRestart = interfaces !== undefined && interfaces !== 'all'
  // The copy of resolv.conf in the chroot is refreshed at a start only.
  const resolver = platform.postfix.chroot ? resolverResources(spec, facts).map(({ id }) => id) : []
  return {
    kind: 'unit',
    id: `unit:${platform.postfix.unit}`,
    group: 'postfix',
    title: message('roles.unitTitle', { name: 'Postfix' }),
    reason: message('roles.postfixUnitReason'),
    name: platform.postfix.unit,
    watch: platform.postfix.watchUnit,
    formerUnits: platform.postfix.formerUnits,
    reloadOn: [
      main,
      `file:${masterPath(platform)}`,
      ...maps.map(({ id }) => id),
      ...(certificateInUse(input).own ? [certificateId] : []),
    ],
    restartOn: [...(needsRestart ? [main] : []), ...resolver],
  }
}

function validators({ platform }: RoleInput, { adopted }: PresentMainCf): readonly Validator[] {
  const overlay = [platform.postfix.directory]
  // In a main.cf of somebody else's an unused parameter may stand for years and is no reason to refuse.
  return [
    {
      group: 'postfix',
      name: 'postconf',
      daemon: 'postfix',
      command: ['postconf', '-n'],
      overlay,
      refuse: adopted ? '(error|fatal):' : '(warning|error|fatal):',
    },
    {
      group: 'postfix',
      name: 'postconf services',
      daemon: 'postfix',
      command: ['postconf', '-M'],
      overlay,
      refuse: 'fatal:',
    },
    {
      group: 'postfix',
      name: 'postfix check',
      daemon: 'postfix',
      // postfix(1) speaks to terminals only; to anybody else it is silent but for its exit status.
      command: [
        'sh',
        '-c',
        'command -v script >/dev/null || exec postfix check; exec script -qec "postfix check" /dev/null >&2',
      ],
      overlay,
      refuse: '(error|fatal):',
    },
  ]
}

function notices(input: RoleInput, { path, text }: PresentMainCf): Wish['notices'] {
  const { spec } = input
  const unanswered = unansweredTargets(spec).filter(
    ({ target }) => spec.accounts === 'virtual' || !input.facts.users.has(target),
  )
  const list: Wish['notices'][number][] = unanswered.map((entry) => ({
    blocking: false,
    message: message('roles.noticeAliasTarget', entry),
  }))
  list.push(...tableConflicts(input).notices, ...unusableMaps(input), ...unreachableServices(input))
  const networks = keptNetworks(text, spec)
  if (networks.length > 0)
    list.push({
      blocking: false,
      message: message('roles.noticeNetworksKept', { networks: listMessage(networks), path }),
    })
  if (addressAliases(spec).every(({ name }) => name !== 'postmaster'))
    list.push({ blocking: false, message: message('roles.noticeNoMailbox', { domain: spec.domain }) })
  return list
}
