import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { chooseMailbox } from '../../electron/cli/choose-mailbox.ts'
import { parseHostAddress, writeHostAddress } from '../../electron/cli/host-address.ts'
import { runCommandLine } from '../../electron/cli/command-line.ts'
import { cancelProgram, followProgram, restartProgram } from '#core/apply/start-program.ts'
import { readSpec, readSpecBytes } from '#core/spec/read-spec.ts'
import { writeSpec } from '#core/spec/write-spec.ts'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import { message, type Message } from '#shared/message.ts'
import { FailureError } from '#shared/model/failure.ts'
import { hostInput } from '#shared/model/host-profile.ts'
import * as names from '#shared/model/names.ts'
import { serverSpec, type ServerSpecInput } from '#shared/model/server-spec.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { issuesOf } from '../../renderer/components/field-issues.ts'
import { recordingTerminal } from '../unit/cli/recording-terminal.ts'
import { hostileText } from './support/hostile-text.ts'

const values = 10_000
const texts = { en: createI18n('en'), zh: createI18n('zh') }

/** Whether a message can be said in both languages: its key is there, and all that it holds. */
function hasWords({ key, params }: Message): boolean {
  const [namespace = '', name = ''] = key.split('.')
  const known = [en, zh].every((catalog) => {
    const entries: unknown = Object.getOwnPropertyDescriptor(catalog, namespace)?.value
    return typeof entries === 'object' && entries !== null && Object.hasOwn(entries, name)
  })
  return known && Object.values(params ?? {}).every((value) => typeof value !== 'object' || hasWords(value))
}

/** What stands on a terminal when the message is printed there: nothing but characters to read. */
function isFitToPrint(said: string): boolean {
  return !/[^\P{C}\n\t]/u.test(said.replaceAll('\ufffd', ''))
}

/** The failure that an act ends with; whatever else is thrown is a fault of ours. */
function refusalOf(act: () => unknown): Message | null {
  try {
    act()
    return null
  } catch (error) {
    if (error instanceof FailureError) return error.failure.message
    throw error
  }
}

const base = { domain: 'example.test', hostname: 'mail.example.test' } satisfies ServerSpecInput

/** Every place of a description that takes text, and what is found there when the description holds. */
const places: readonly (readonly [
  put: (text: string) => Record<string, unknown>,
  found: (spec: ReturnType<typeof serverSpec.parse>) => string | undefined,
])[] = [
  [(text) => ({ ...base, domain: text }), (spec) => spec.domain],
  [(text) => ({ ...base, hostname: text }), (spec) => spec.hostname],
  [(text) => ({ ...base, hostname: `${text}.example.test` }), (spec) => spec.hostname.slice(0, -13)],
  [(text) => ({ ...base, address: text }), (spec) => spec.address],
  [
    (text) => ({ ...base, dns: { provider: 'bind', forwarders: [text] } }),
    (spec) => (spec.dns.provider === 'bind' ? spec.dns.forwarders[0] : undefined),
  ],
  [(text) => ({ ...base, mailboxes: [{ name: text }] }), (spec) => spec.mailboxes[0]?.name],
  [
    (text) => ({ ...base, accounts: 'system', mailboxes: [{ name: text }] }),
    (spec) => spec.mailboxes[0]?.name,
  ],
  [
    (text) => ({ ...base, mailboxes: [{ name: 'a', password: text }] }),
    (spec) => spec.mailboxes[0]?.password,
  ],
  [(text) => ({ ...base, aliases: [{ name: text, to: ['a'] }] }), (spec) => spec.aliases[0]?.name],
  [(text) => ({ ...base, aliases: [{ name: 'b', to: [text] }] }), (spec) => spec.aliases[0]?.to[0]],
  [(text) => ({ ...base, access: 'tutorial', trustedNetworks: [text] }), (spec) => spec.trustedNetworks[0]],
  [(text) => ({ ...base, accounts: text }), (spec) => spec.accounts],
  [(text) => ({ ...base, [`x${text}`]: text }), () => undefined],
]

/** Names are trimmed and written small; nothing else is done to a value. */
function sameName(one: string | undefined, other: string): boolean {
  return one === other || one === other.trim().toLowerCase()
}

describe('a hostile value', () => {
  it('in a description is refused in words at its line, or carried whole', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: places.length - 1 }), (text, index) => {
        const [put, found] = places[index] ?? expect.unreachable()
        const reading = readSpecBytes(Buffer.from(stringify(put(text), { lineWidth: 0 })))
        if (reading.ok) {
          // UTF-8 has no halves of a surrogate pair: the file itself cannot hold them.
          expect(sameName(found(reading.spec), text.toWellFormed())).toBe(true)
          const again = readSpec(writeSpec(reading.spec))
          expect(again.ok).toBe(true)
          return
        }
        expect(reading.problems.length).toBeGreaterThan(0)
        for (const { line, column, message: said } of reading.problems) {
          expect(line > 0 && column > 0).toBe(true)
          expect(hasWords(said)).toBe(true)
        }
      }),
      { numRuns: values },
    )
  })

  it('as the whole description is refused in words', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const reading = readSpec(text)
        expect(!reading.ok && reading.problems.every(({ message: said }) => hasWords(said))).toBe(true)
      }),
      { numRuns: values / 2 },
    )
  })

  it('in a field of the wizard or of a host is refused in words, or carried whole', () => {
    const { domainName, hostName, ipAddress, localPart, systemUserName, passwordText } = names
    const fields = [domainName, hostName, ipAddress, localPart, systemUserName, passwordText]
    const host = {
      name: 'n',
      address: 'a',
      port: 22,
      user: 'u',
      auth: { kind: 'agent' },
      notes: '',
      tags: [],
    }
    const hostFields = ['name', 'address', 'user', 'notes', 'sudoPassword'] as const
    fc.assert(
      fc.property(hostileText, fc.nat(5), fc.constantFrom(...hostFields), (text, index, name) => {
        const field = fields[index] ?? expect.unreachable()
        const read = field.safeParse(text)
        if (read.success) expect(sameName(read.data, text)).toBe(true)
        else expect(read.error.issues.every((issue) => hasWords({ key: issue.message as never }))).toBe(true)
        const profile = hostInput.safeParse({ ...host, [name]: text })
        if (profile.success) expect([text, text.trim()]).toContain(profile.data[name])
        const shown = [
          ...issuesOf(hostInput, { ...host, [name]: text }).values(),
          ...issuesOf(hostInput, { ...host, tags: [text] }).values(),
        ]
        expect(profile.success || shown.length > 0).toBe(true)
        expect(shown.every(hasWords)).toBe(true)
      }),
      { numRuns: values },
    )
  })

  it('on the command line is refused in words, or stands for itself', async () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom('', 'root@', 'root@10.0.0.1:'), (text, before) => {
        const said = refusalOf(() => {
          const host = parseHostAddress(`${before}${text}`)
          expect(parseHostAddress(writeHostAddress(host))).toEqual(host)
          expect(`${host.user}${host.address}`).not.toMatch(/[\s\p{C}`'"();|&<>]/u)
        })
        expect(said === null || hasWords(said)).toBe(true)
        for (const act of [
          () => restartProgram(text, 'undo'),
          () => restartProgram(text, 'resume'),
          () => followProgram(text, 'journal', 0),
          () => cancelProgram(text),
        ]) {
          const refusal = refusalOf(act)
          expect(refusal === null ? /^[A-Za-z0-9-]+$/.test(text) : hasWords(refusal)).toBe(true)
        }
        const spec = serverSpec.parse({ ...base, mailboxes: [{ name: 'a', password: 'x' }] })
        const mailbox = refusalOf(() => chooseMailbox(spec, text))
        expect(mailbox === null ? text.startsWith('a') : hasWords(mailbox)).toBe(true)
      }),
      { numRuns: values },
    )
    await fc.assert(
      fc.asyncProperty(hostileText, fc.nat(4), async (text, index) => {
        const words = [
          [text],
          ['plan', text, text, '--host', 'a@b'],
          ['plan', '--lang', text],
          ['runs', '--host', `x${text}@`],
          ['plan', '/nonexistent', `--${text}`],
        ]
        const terminal = recordingTerminal({ language: index % 2 ? 'zh' : 'en' })
        const outcome = await runCommandLine(words[index] ?? [], () => Promise.resolve(terminal)).catch(
          (error: unknown) => error,
        )
        if (outcome instanceof FailureError) {
          expect(hasWords(outcome.failure.message)).toBe(true)
          expect(isFitToPrint(terminal.say(outcome.failure.message))).toBe(true)
        } else expect(outcome).toBe(0)
        expect(isFitToPrint(terminal.out())).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('within a sentence is shown as it is, not read as a part of the sentence', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const language of ['en', 'zh'] as const) {
          const said = translate(texts[language], message('cli.fileUnreadable', { code: text }))
          expect(said.includes(text)).toBe(true)
        }
      }),
      { numRuns: values },
    )
  })
})
