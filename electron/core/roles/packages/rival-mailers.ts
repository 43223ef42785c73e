import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import { factText, linesOf } from '../fact-text.ts'
import type { RoleInput } from '../role.ts'

/** Where other mail servers say which domains they take mail for. */
const domainFiles = {
  exim: '/etc/exim4/update-exim4.conf.conf',
  sendmail: '/etc/mail/local-host-names',
} as const

/** What to look at for `rivalWarnings`. */
export const rivalPaths: readonly string[] = Object.values(domainFiles)

/** What is lost with the mail servers that installing Postfix removes: they themselves, and the domains that they served. */
export function rivalWarnings({ spec, platform, facts }: RoleInput): readonly Message[] {
  const rivals = platform.rivalMailers.filter((rival) => facts.packages.has(rival))
  if (rivals.length === 0) return []
  const own = new Set([spec.domain, spec.hostname, facts.hostname, 'localhost', 'localhost.localdomain'])
  const others = servedDomains(facts).filter((domain) => domain.includes('.') && !own.has(domain))
  return [
    message('roles.packageRivalWarning', { names: listMessage(rivals) }),
    ...others.map((domain) => message('roles.rivalDomainWarning', { domain })),
  ]
}

function servedDomains(facts: HostFacts): readonly string[] {
  const exim = factText(facts, domainFiles.exim) ?? ''
  const lists = [...exim.matchAll(/^\s*dc_(?:other_hostnames|relay_domains)=(["']?)([^\n"']*)\1/gm)]
  const words = lists.flatMap(([, , list = '']) => list.split(/[\s:;]+/))
  const lines = linesOf(factText(facts, domainFiles.sendmail) ?? '').map((line) =>
    line.replace(/#.*/, '').trim(),
  )
  return [...new Set([...words, ...lines].filter((name) => name !== '').map((name) => name.toLowerCase()))]
}
