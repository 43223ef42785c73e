import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factsDigest } from '#core/facts/digest.ts'
import type { FirewallFacts, HostFacts } from '#core/facts/host-facts.ts'
import { footprintOf, planFromFacts } from '#core/plan/plan-server.ts'
import { platforms } from '#core/platform/platform-of.ts'
import { fitsHash } from '#core/roles/password-hash.ts'
import type { CompleteSpec } from '#core/roles/role.ts'
import { FailureError } from '#shared/model/failure.ts'
import { serverSpec } from '#shared/model/server-spec.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, filesOf, wholeWish } from '../unit/core/roles/whole-wish.ts'
import { hostilePassword, hostileText, lawfulName } from './support/hostile-text.ts'
import { stageInSandbox } from './support/staging-sandbox.ts'

const options = { planId: 'plan-1', now: new Date('2026-11-22T12:00:00Z'), connectedAddress: '10.0.0.21' }
const hash = /\$6\$[./A-Za-z0-9]+\$[./A-Za-z0-9]{86}/g

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)
const foreignAddress = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9_+'-]{0,12}[A-Za-z0-9]$/), label)
  .map(([name, domain]) => `${name}@${domain}.test`)
const names = fc.uniqueArray(lawfulName, { minLength: 60, maxLength: 60, size: 'max' })

/** Descriptions that are lawful to the last letter, and as unfriendly as they may be. */
const lawfulSpec: fc.Arbitrary<CompleteSpec | null> = fc
  .record({
    accounts: fc.constantFrom('virtual', 'system'),
    domain: fc.tuple(label, fc.stringMatching(/^[a-z]{2,12}$/)).map((labels) => labels.join('.')),
    passwords: fc.array(hostilePassword, { minLength: 2, maxLength: 2 }),
    users: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_-]{1,31}$/), { minLength: 2, maxLength: 2 }),
    names,
    targets: fc.array(fc.array(fc.oneof(lawfulName, foreignAddress), { minLength: 2, maxLength: 6 }), {
      minLength: 60,
      maxLength: 60,
    }),
  })
  .map(({ accounts, domain, passwords, users, names: aliases, targets }) => {
    const read = serverSpec.safeParse({
      domain,
      hostname: `mail.${domain}`,
      address: '10.0.0.21',
      accounts,
      mailboxes: users.map((name, index) => ({ name, password: passwords[index] })),
      aliases: aliases
        .filter((name) => !users.includes(name))
        .map((name, index) => ({ name, to: targets[index] })),
    })
    return read.success ? { ...read.data, address: '10.0.0.21' } : null
  })

const oneLine = hostileText.map((text) => text.replace(/[\0\n\r]/g, '').slice(0, 300))
const withoutNul = hostileText.map((text) => text.replaceAll('\0', '').slice(0, 2000))

/** Words that give the readers of configuration something to chew on. */
const configWords = [
  'options { ',
  '};\n',
  'zone "example.test" { type master; file "',
  'include "',
  '/etc/bind/named.conf.x y',
  '";\n',
  'mydestination = ',
  'smtp inet n - y - - smtpd\n',
  '  -o x=',
  '\n',
  '# ',
  '$ORIGIN ',
  '@ IN SOA ns root ( 1 2 3 4 5 )\n',
  'mail_location = maildir:',
  'alice@example.test:{SHA512-CRYPT}$6$x$y::::::\n',
  'nameserver ',
  '127.0.0.1 ',
  'info: ',
  '{'.repeat(5000),
  '('.repeat(5000),
]
const configText = fc
  .array(fc.oneof(fc.constantFrom(...configWords), withoutNul), { maxLength: 12 })
  .map((parts) => parts.join(''))

const firewall: fc.Arbitrary<FirewallFacts> = fc.record({
  kind: fc.constantFrom('none', 'nftables', 'iptables', 'ufw', 'firewalld'),
  scope: oneLine,
  open: fc.array(oneLine, { maxLength: 3 }),
  rules: withoutNul,
})

const wished = serverSpec.parse({
  domain: 'example.test',
  hostname: 'mail.example.test',
  address: '10.0.0.21',
  dns: { provider: 'bind', forwarders: ['10.0.0.1'] },
  mailboxes: [{ name: 'alice' }],
  aliases: [{ name: 'info', to: ['alice'] }],
})

/** A server that says whatever it likes, as far as the reader of its answer lets it through. */
const hostileFacts: fc.Arbitrary<HostFacts> = fc
  .record({
    version: fc.constantFrom('11', '12', '13'),
    texts: fc.array(fc.option(configText), { minLength: 40, maxLength: 40 }),
    lines: fc.array(oneLine, { minLength: 20, maxLength: 20 }),
    manager: fc.constantFrom('plain', 'resolved', 'resolved-stub', 'networkmanager', 'resolvconf'),
    firewall,
  })
  .map(({ version, texts, lines, manager, firewall: wall }) => {
    const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = lines
    const paths = footprintOf({ ...wished, address: '10.0.0.21' }).paths.map((path) =>
      path.replace('*', a.replaceAll('/', '')),
    )
    return bareRelease(version, {
      hostname: b,
      resolver: {
        manager,
        nameservers: [c, d],
        search: [e],
        connections: [
          { uuid: '0a1b2c3d-1', name: f, device: g, settings: { 'ipv4.dns': h, 'ipv6.dns': a } },
          { uuid: '0a1b2c3d-2', name: f, device: a, settings: { 'ipv4.method': b, 'ipv6.method': c } },
        ],
      },
      firewall: wall,
      files: new Map(
        paths.flatMap((path, index) => {
          const text = texts[index % texts.length] ?? null
          return text === null ? [] : [[path, fileFact(text, { owner: d || 'x', group: e || 'y' })] as const]
        }),
      ),
      users: new Map([['vmail', { uid: 5000, gid: 5000, home: c, shell: d, comment: e, passwordHash: f }]]),
      units: new Map(platforms.map(({ bind }) => [bind.unit, { load: a, active: b, enabled: c }])),
      candidates: new Map([['bind9', d]]),
      listeners: [{ protocol: 'tcp', address: e, port: 25, process: f }],
      runs: [{ id: g, domain: h, state: 'running', startedAt: a, operator: b }],
      lock: c,
    })
  })

describe('a lawful description of hostile values', () => {
  it('arrives whole on the server, byte for byte, and nothing of it is executed', () => {
    let carried = 0
    fc.assert(
      fc.property(lawfulSpec, fc.constantFrom('11', '12', '13'), (spec, version) => {
        fc.pre(spec !== null)
        if (spec === null) return
        const facts = bareRelease(version)
        const plan = planFromFacts(spec, facts, options)
        const staged = stageInSandbox(plan.program)
        expect(staged.strays).toEqual([])
        const wish = wholeWish(spec, facts)
        const files = filesOf(wish.resources)
        expect([...staged.files.keys()].sort()).toEqual([...files.keys()].sort())
        for (const [path, { content }] of files) {
          const held = staged.files.get(path)?.toString('utf8') ?? ''
          expect(held.replaceAll(hash, 'HASH') === content.replaceAll(hash, 'HASH'), path).toBe(true)
        }
        const commands = new Set(staged.commands.map((words) => JSON.stringify(words)))
        for (const { name, timeout, command, advisory } of wish.probes) {
          const [verb, about] = advisory === undefined ? ['probe', name] : ['advise', advisory]
          expect(commands).toContain(JSON.stringify([verb, about, String(timeout), ...command]))
        }
        const held = `${plan.program}\n${JSON.stringify(plan.view)}`
        const hashes =
          `${staged.passwords}\n${[...staged.files.values()].map(String).join('\n')}`.match(hash) ?? []
        for (const { password = '' } of spec.mailboxes) {
          expect(hashes.some((candidate) => fitsHash(password, candidate))).toBe(true)
          // Shorter ones stand in any program by chance.
          if (password.length >= 12 && /[^a-z ]/i.test(password)) expect(held.includes(password)).toBe(false)
        }
        carried += spec.aliases.reduce((sum, { to }) => sum + 1 + to.length, 4)
      }),
      { numRuns: 45 },
    )
    expect(carried).toBeGreaterThan(9000)
  })
})

describe('a hostile server', () => {
  it('makes no plan that executes what it says, and none that cannot be read', () => {
    fc.assert(
      fc.property(hostileFacts, fc.constantFrom('virtual', 'system'), (facts, accounts) => {
        const spec: CompleteSpec = { ...wished, accounts, address: '10.0.0.21' }
        const began = performance.now()
        expect(factsDigest(facts)).toMatch(/^[0-9a-f]{64}$/)
        try {
          const plan = planFromFacts(spec, facts, options)
          expect(JSON.stringify(plan).length).toBeLessThan(64 * 1024 * 1024)
          const staged = stageInSandbox(plan.program)
          expect(staged.strays).toEqual([])
        } catch (error) {
          if (!(error instanceof FailureError)) throw error
        }
        expect(performance.now() - began).toBeLessThan(10_000)
      }),
      { numRuns: 60 },
    )
  })
})
