import { describe, expect, it } from 'vitest'
import { keptIptables, keptNftables } from '#core/roles/firewall/kept-rules.ts'

const ports = [
  { port: 25, protocol: 'tcp' },
  { port: 53, protocol: 'udp' },
] as const
const scope = 'inet filter input'
const listed = (rules: string): string =>
  `table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n${rules}\t}\n}\n`
const file = '#!/usr/sbin/nft -f\nflush ruleset\ntable inet filter { # mine\n\tchain input {\n\t}\n}\n'

describe('the rules that are loaded at boot', () => {
  it('stand behind those of others, so that banned senders stay banned', () => {
    const rules = listed('\t\tip saddr @banned drop\n')
    const kept = keptNftables(file, { scope, rules }, ports) ?? ''
    expect(kept.startsWith(file)).toBe(true)
    expect(kept).toContain('add rule inet filter input udp dport 53 accept comment "mailwright"\n')
    expect(keptNftables(kept, { scope, rules }, ports)).toBe(kept)
  })

  it('stand before a rule that drops all the rest', () => {
    const rules = listed('\t\ttcp dport 22 accept\n\t\tcounter packets 0 bytes 0 drop\n')
    expect(keptNftables(file, { scope, rules }, ports)).toContain(
      'insert rule inet filter input tcp dport 25',
    )
  })

  it('are not written into a file that does not make the chain', () => {
    expect(keptNftables('include "/etc/nftables.d/*.nft"\n', { scope, rules: listed('') }, ports)).toBeNull()
  })

  it('stand before all others in the text of iptables-save', () => {
    const text =
      '# Generated\n*nat\n-A PREROUTING -j x\nCOMMIT\n*filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n'
    const kept = keptIptables(text, ports) ?? ''
    expect(kept).toContain(
      ':INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 25 -m comment --comment mailwright -j ACCEPT\n',
    )
    expect(kept.endsWith('mailwright -j ACCEPT\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n')).toBe(true)
    expect(keptIptables(kept, ports)).toBe(kept)
    expect(keptIptables('', ports)).toBeNull()
  })
})
