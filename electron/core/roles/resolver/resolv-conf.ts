import { linesOf } from '../fact-text.ts'

/** The resolv.conf(5) text that asks the server's own BIND; search list, options and comments stay. */
export function ownResolvConf(existing: string | null): string {
  const others = linesOf(existing ?? '').filter((line) => !/^\s*nameserver\b/.test(line))
  const place = others.findLastIndex((line) => /^\s*[#;]/.test(line)) + 1
  others.splice(place, 0, 'nameserver 127.0.0.1')
  return `${others.join('\n')}\n`
}

/** The resolvconf.conf(5) text of openresolv in which its first name server is the server's own BIND. */
export function ownOpenresolvConf(existing: string): string {
  const assignment = 'name_servers=127.0.0.1'
  const pattern = /^[ \t]*name_servers=.*$/m
  if (pattern.test(existing)) return existing.replace(pattern, assignment)
  return `${existing}${existing === '' || existing.endsWith('\n') ? '' : '\n'}${assignment}\n`
}

/** The resolv.conf(5) text that asks the server's own BIND before the others; the same text where it does so already. */
export function ownFirst(existing: string): string {
  const lines = linesOf(existing)
  const first = lines.findIndex((line) => /^\s*nameserver\b/.test(line))
  if (/^\s*nameserver\s+127\.0\.0\.1\s*$/.test(lines[first] ?? '')) return existing
  const comments = lines.findIndex((line) => !/^\s*([#;]|$)/.test(line))
  const place = first >= 0 ? first : comments === -1 ? lines.length : comments
  lines.splice(place, 0, 'nameserver 127.0.0.1')
  return `${lines.join('\n')}\n`
}
