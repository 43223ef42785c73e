import { isIPv6 } from 'node:net'
import { listMessage } from '#shared/list-message.ts'
import { message } from '#shared/message.ts'
import type { Wish } from '#core/plan/resource.ts'
import { factText } from '../fact-text.ts'
import type { RoleInput } from '../role.ts'
import { stretchesOf } from './logical-lines.ts'
import { listOf } from './main-cf.ts'
import { placedSettings } from './master-cf.ts'
import { presentMainCf } from './present-main-cf.ts'

/** A program that Postfix asks about each letter: a policy service (SMTPD_POLICY_README) or a milter (MILTER_README). */
interface AskedService {
  /** As Postfix is told it: `inet:127.0.0.1:10031`, `unix:private/policy`. */
  readonly address: string
  readonly place: string
}

const milterLists = /^(non_)?smtpd_milters$/
const lenient = /default_action\s*=(?!\s*(?:4|5|tempfail|reject|defer))/i

/**
 * The policy services and milters of the present configuration that are to be on this server and where nobody answers, so that
 * mail is put off. Not blocking: so it is already, and the mail is not lost.
 */
export function unreachableServices(input: RoleInput): Wish['notices'] {
  const { facts, platform } = input
  const main = presentMainCf(input)
  if (facts.maps === undefined || main.text === null) return []
  const masterCf = factText(facts, `${platform.postfix.directory}/master.cf`) ?? ''
  const places = new Map<string, Set<string>>()
  for (const { address, place } of askedServices(main.parameters, masterCf)) {
    if (!isSilent(address, input, masterCf)) continue
    places.set(address, (places.get(address) ?? new Set()).add(place))
  }
  return [...places].map(([service, all]) => ({
    blocking: false,
    message: message('roles.noticeServiceSilent', { service, places: listMessage([...all]) }),
  }))
}

function askedServices(parameters: ReadonlyMap<string, string>, masterCf: string): readonly AskedService[] {
  const isIgnored = (name: string): boolean => lenient.test(`default_action=${parameters.get(name) ?? '4'}`)
  const policies = isIgnored('smtpd_policy_service_default_action')
    ? null
    : /check_policy_service[\s,]+(\{[^{}]*\}|[^\s,]+)/g
  const hasMilters = !isIgnored('milter_default_action')
  return placedSettings(parameters, masterCf).flatMap(({ place, name, value }) => {
    const asked = policies === null ? [] : [...value.matchAll(policies)].map(([, address = '']) => address)
    const milters = hasMilters && milterLists.test(name) ? listOf(value) : []
    return [...asked, ...milters].flatMap((each) => {
      const address = /\b(?:inet|unix):[^\s,}]+/.exec(each)?.[0]
      return address === undefined || (each.startsWith('{') && lenient.test(each)) ? [] : [{ address, place }]
    })
  })
}

/** Whether a service is to be on this server and nobody listens there; of other computers nothing is known. */
function isSilent(address: string, { facts }: RoleInput, masterCf: string): boolean {
  const [, host = '', port = ''] = /^inet:(?:(.*):)?(\d+)$/.exec(address) ?? []
  if (port !== '') {
    const name = host.replace(/^\[(.*)\]$/, '$1')
    const isHere = ['', 'localhost', '::1'].includes(name) || name.startsWith('127.')
    const own = [...facts.addresses4, ...facts.addresses6].map((each) => each.replace(/\/.*$/, ''))
    if (!isHere && !(own.includes(name) && (name.includes('.') || isIPv6(name)))) return false
    return !facts.listeners.some((each) => each.protocol === 'tcp' && each.port === Number(port))
  }
  const path = /^unix:([\w./@+-]+)$/.exec(address)?.[1]
  if (path === undefined || madeByMaster(path, masterCf)) return false
  // Services that master(8) locks into the queue directory look for the path below that.
  return ![path, `/var/spool/postfix/${path}`].some((each) =>
    facts.maps?.files.has(each.replaceAll('//', '/')),
  )
}

/** master(8) listens itself for the services in master.cf, as those that spawn(8) starts. */
function madeByMaster(path: string, masterCf: string): boolean {
  const [, name] = /^(?:private|public)\/(.*)$/.exec(path.replace('/var/spool/postfix/', '')) ?? []
  return stretchesOf(masterCf).some(({ kind, text }) => {
    const [service, type] = text.split(/\s+/)
    return kind === 'logical' && type === 'unix' && service === name
  })
}
