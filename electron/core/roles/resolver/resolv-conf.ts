import { linesOf } from '../fact-text.ts'

/** The resolv.conf(5) text that asks the server's own BIND; search list, options and comments stay. */
export function ownResolvConf(existing: string | null): string {
  const others = linesOf(existing ?? '').filter((line) => !/^\s*nameserver\b/.test(line))
  const place = others.findLastIndex((line) => /^\s*[#;]/.test(line)) + 1
  others.splice(place, 0, 'nameserver 127.0.0.1')
  return `${others.join('\n')}\n`
}

/** The dhclient.conf(5) text in which a lease no longer replaces the name server. */
export function ownDhclientConf(existing: string): string {
  const statement = 'supersede domain-name-servers 127.0.0.1;'
  const pattern = /^[ \t]*supersede[ \t]+domain-name-servers[^;]*;/m
  if (pattern.test(existing)) return existing.replace(pattern, statement)
  return `${existing}${existing === '' || existing.endsWith('\n') ? '' : '\n'}${statement}\n`
}

/** The resolvconf.conf(5) text of openresolv in which its first name server is the server's own BIND. */
export function ownOpenresolvConf(existing: string): string {
  const assignment = 'name_servers=127.0.0.1'
  const pattern = /^[ \t]*name_servers=.*$/m
  if (pattern.test(existing)) return existing.replace(pattern, assignment)
  return `${existing}${existing === '' || existing.endsWith('\n') ? '' : '\n'}${assignment}\n`
}

/** The dhcpcd.conf(5) text in which the client leaves resolv.conf(5) alone. */
export function ownDhcpcdConf(existing: string): string {
  const statement = 'nohook resolv.conf'
  if (/^[ \t]*nohook[ \t].*\bresolv\.conf\b/m.test(existing)) return existing
  return `${existing}${existing === '' || existing.endsWith('\n') ? '' : '\n'}${statement}\n`
}
