import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFields } from '#shared/model/draft.ts'
import { Secret } from '#shared/secret.ts'
import { bytesOf, labHost, noon, scratchStore } from './scratch-store.ts'

const nasty = [
  '',
  '\0',
  'a\0b',
  "'; DROP TABLE hosts; --",
  '"\\\'`$(touch /tmp/canary)',
  '-rf',
  '%s%n%d',
  '\r\n.\r\n',
  '\u202Egnp.exe',
  '\uD800',
  '\uDFFF\uD800',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '\uFEFFbom',
  '__proto__',
  '{"json":1}',
  'x'.repeat(64 * 1024),
  '邮'.repeat(1000),
]
const anyText = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...nasty) },
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff })).map((u) => String.fromCharCode(...u)),
  },
)

describe('any text at all', () => {
  it('comes back whole from host notes, drafts and the vault (10,000 values)', async () => {
    const { store, vault } = await scratchStore()
    const host = store.hosts.create(labHost, noon)
    const draft = store.drafts.create(host.id, noon)
    const texts = fc.array(anyText, { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(texts, (values) => {
        const [notes = '', password = '', domain = '', ...names] = values
        const saved = store.hosts.update(
          host.id,
          { ...labHost, notes, auth: { kind: 'password', password: `p${password}` } },
          noon,
        )
        const login = store.hosts.login(host.id)
        expect(saved.notes === notes).toBe(true)
        expect(
          login.auth.kind === 'password' && login.auth.password?.reveal('login') === `p${password}`,
        ).toBe(true)
        const mailboxes = names.map((name) => ({ name, password: `q${name}`, hasPassword: false }))
        const fields = { ...emptyFields, domain, mailboxes, forwarders: names }
        const shown = store.drafts.save({ ...draft, fields }, noon).fields
        expect(shown.domain === domain).toBe(true)
        expect(shown.forwarders.every((text, index) => text === names[index])).toBe(true)
        expect(shown.mailboxes.every(({ name }, index) => name === names[index])).toBe(true)
        const kept = store.drafts.passwords(draft.id).map((secret) => secret?.reveal('hash'))
        expect(kept.every((text, index) => text === `q${names[index]}`)).toBe(true)
        const place = { table: 't', id: domain, field: notes }
        const opened = vault.unseal(place, vault.seal(place, new Secret(password)))
        expect(opened.reveal('login') === password).toBe(true)
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  it('is never in the database or its log in clear when it is secret', async () => {
    const { store, directory } = await scratchStore()
    const secrets = [
      'login-secret',
      'sudo-secret',
      'key-secret',
      'phrase-secret',
      'mailbox-secret',
      'account-secret',
    ]
    const [password = '', sudoPassword = '', privateKey = '', passphrase = '', mailbox = '', account = ''] =
      secrets
    const byPassword = { ...labHost, auth: { kind: 'password' as const, password }, sudoPassword }
    const { id } = store.hosts.create(byPassword, noon)
    store.hosts.create({ ...labHost, auth: { kind: 'key', privateKey, passphrase } }, noon)
    store.hosts.duplicate(id, 'copy', noon)
    const draft = store.drafts.create(id, noon)
    const mailboxes = [{ name: 'alice', password: mailbox, hasPassword: false }]
    store.drafts.save({ ...draft, fields: { ...emptyFields, mailboxes } }, noon)
    const server = { host: 'h', port: 25, tls: 'none' as const, trust: { kind: 'any' as const } }
    const input = { hostId: id, address: 'a@b', login: 'a', password: account, smtp: server, pop3: server }
    store.mailAccounts.create(input, noon)
    const bytes = bytesOf(directory)
    expect(bytes.includes('mail.example.test')).toBe(true)
    for (const secret of secrets) {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        expect(bytes.includes(Buffer.from(secret, encoding)), secret).toBe(false)
      }
      expect(bytes.includes(Buffer.from(secret).toString('base64')), secret).toBe(false)
    }
  })
})
