import { expect, test } from 'vitest'
import { readFirewall, refusalOf } from '#core/facts/firewall.ts'
import { cutSections } from '#core/facts/sections.ts'
import type { FirewallFacts } from '#core/facts/host-facts.ts'
import { answer } from './answer.ts'

async function firewall(sections: Record<string, string>, firewalld = false): Promise<FirewallFacts> {
  return readFirewall(cutSections(await answer(sections)), firewalld)
}

test('no rules, and rules that drop nothing, are no firewall', async () => {
  expect(await firewall({})).toEqual({ kind: 'none', scope: null, open: [], rules: '' })
  const nft =
    'table inet f2b-table {\n\tchain f2b-chain {\n\t\ttype filter hook input priority filter - 1; policy accept;\n' +
    '\t\ttcp dport { 25, 465 } ip saddr @bad reject with icmp port-unreachable\n\t}\n}'
  expect(await firewall({ nft })).toMatchObject({ kind: 'none', open: [], rules: nft })
})

test('an input chain of nftables that drops tells the ports it opens to everyone', async () => {
  const nft = [
    'table inet filter {',
    '\tset bad {',
    '\t\ttype ipv4_addr',
    '\t}',
    '',
    '\tchain input {',
    '\t\ttype filter hook input priority filter; policy drop;',
    '\t\tct state established,related accept',
    '\t\tiif "lo" accept',
    '\t\ttcp dport { 22, 25, 6000-6002 } accept',
    '\t\tudp dport 53 counter packets 0 bytes 0 accept',
    '\t\ttcp dport 993 ct state new accept comment "imaps"',
    '\t\tip saddr 10.0.0.0/8 tcp dport 110 accept',
    '\t\tiifname "eth1" tcp dport 143 accept',
    '\t\ttcp dport 8080 drop',
    '\t\tmeta l4proto { tcp, udp } th dport 53 accept',
    '\t}',
    '',
    '\tchain output {',
    '\t\ttype filter hook output priority filter; policy drop;',
    '\t\ttcp dport 9 accept',
    '\t}',
    '}',
  ].join('\n')
  expect(await firewall({ nft })).toEqual({
    kind: 'nftables',
    scope: 'inet filter input',
    open: ['22/tcp', '25/tcp', '53/tcp', '53/udp', '993/tcp', '6000/tcp', '6001/tcp', '6002/tcp'],
    rules: nft,
  })
})

test('a chain that ends in a rule which rejects all drops as well', async () => {
  const chain = (last: string): string =>
    `table ip filter {\n\tchain in {\n\t\ttype filter hook input priority 0; policy accept;\n\t\ttcp dport 22 accept\n\t\t${last}\n\t}\n}`
  for (const last of ['drop', 'reject', 'counter packets 1 bytes 2 reject with icmpx admin-prohibited'])
    expect(await firewall({ nft: chain(last) })).toMatchObject({ kind: 'nftables', open: ['22/tcp'] })
  expect((await firewall({ nft: chain('tcp dport 9 drop') })).kind).toBe('none')
})

test('rules of iptables are told by either of its two back ends', async () => {
  const nft =
    'table ip filter {\n\tchain INPUT {\n\t\ttype filter hook input priority filter; policy drop;\n' +
    '\t\ttcp dport 22 counter packets 3 bytes 180 accept\n\t}\n}'
  expect(await firewall({ nft })).toMatchObject({ kind: 'iptables', scope: 'INPUT', open: ['22/tcp'] })
  const iptables = [
    ':INPUT DROP [0:0]',
    '-A INPUT -i lo -j ACCEPT',
    '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
    '-A INPUT -p udp -m multiport --dports 53,60:61 -j ACCEPT',
    '-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 25 -j ACCEPT',
  ].join('\n')
  expect(await firewall({ iptables })).toMatchObject({
    kind: 'iptables',
    open: ['22/tcp', '53/udp', '60/udp', '61/udp'],
  })
})

test('ufw counts when it is enabled, with what it allows from anywhere', async () => {
  const rules = [
    '### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in',
    '### tuple ### limit tcp 2222 0.0.0.0/0 any 0.0.0.0/0 in comment=736d',
    '### tuple ### allow any 53 ::/0 any ::/0 in',
    '### tuple ### allow tcp 25,465 0.0.0.0/0 any 0.0.0.0/0 Postfix - in',
    '### tuple ### allow tcp 110 0.0.0.0/0 any 10.0.0.0/8 in',
    '### tuple ### allow tcp 143 0.0.0.0/0 any 0.0.0.0/0 in_eth1',
    '### tuple ### deny tcp 995 0.0.0.0/0 any 0.0.0.0/0 in',
  ]
  const ufw = ['ENABLED=yes', ...rules].join('\n')
  expect(await firewall({ ufw })).toEqual({
    kind: 'ufw',
    scope: null,
    open: ['22/tcp', '25/tcp', '53/tcp', '53/udp', '465/tcp', '2222/tcp'],
    rules: rules.join('\n'),
  })
  expect((await firewall({ ufw: ['ENABLED=no', ...rules].join('\n') })).kind).toBe('none')
})

test('services of firewalld are written out as ports', async () => {
  const sections = {
    'firewalld-zone':
      'public\n<zone>\n  <service name="ssh"/>\n  <service name="dns"/>\n  <port port="8000-8001" protocol="tcp"/>\n' +
      '  <rule family="ipv4"><source address="10.0.0.0/8"/><port port="110" protocol="tcp"/><accept/></rule>\n</zone>',
    'firewalld-service ssh': '<service><port protocol="tcp" port="22"/></service>',
    'firewalld-service dns':
      '<service><port protocol="tcp" port="53"/><port protocol="udp" port="53"/></service>',
  }
  expect(await firewall(sections, true)).toEqual({
    kind: 'firewalld',
    scope: 'public',
    open: ['22/tcp', '53/tcp', '53/udp', '8000/tcp', '8001/tcp'],
    rules: '',
  })
  expect((await firewall(sections, false)).kind).toBe('none')
})

test('a port that firewalld has open until the next reload only, or only after it, is not open', async () => {
  const sections = {
    'firewalld-zone':
      'public\n<zone>\n  <service name="dns"/>\n  <port port="25" protocol="tcp"/>\n  <port port="143" protocol="tcp"/>\n</zone>',
    'firewalld-running': 'aas 2 2 "25" "tcp" 2 "8000-8001" "udp"\nas 2 "dns" "smtps"',
    'firewalld-service dns':
      '<service><port protocol="tcp" port="53"/><port protocol="udp" port="53"/></service>',
    'firewalld-service smtps': '<service><port protocol="tcp" port="465"/></service>',
  }
  expect((await firewall(sections, true)).open).toEqual(['25/tcp', '53/tcp', '53/udp'])
})

test('ufw tells which port it refuses to everyone', async () => {
  const rule = (tuple: string) => firewall({ ufw: `ENABLED=yes\n### tuple ### ${tuple}` })
  expect(refusalOf(await rule('deny tcp 25 0.0.0.0/0 any 0.0.0.0/0 in'), '25/tcp')).toBe('deny')
  expect(refusalOf(await rule('reject tcp 25 ::/0 any ::/0 in comment=7'), '25/tcp')).toBe('reject')
  expect(refusalOf(await rule('deny tcp 25 0.0.0.0/0 any 10.0.0.0/8 in'), '25/tcp')).toBeNull()
  expect(refusalOf(await rule('deny tcp 25 0.0.0.0/0 any 0.0.0.0/0 in_eth1'), '25/tcp')).toBeNull()
  expect(refusalOf(await rule('allow tcp 25 0.0.0.0/0 any 0.0.0.0/0 in'), '25/tcp')).toBeNull()
})
