import { describe, expect, it } from 'vitest'
import { emptyFields, type DraftFields } from '#shared/model/draft.ts'
import {
  addressOf,
  defaultsFrom,
  domainOfHostname,
  hostnameAfter,
  forwardersOf,
  type Facts,
} from '../../../../../renderer/screens/wizard/fact-defaults.ts'

const facts: Facts = {
  system: 'Debian GNU/Linux 12 (bookworm)',
  supported: true,
  hostname: 'mail.example.test',
  addresses: ['2001:db8::5', '10.0.0.21', '203.0.113.5'],
  nameservers: ['127.0.0.53', '10.0.0.1'],
  firewall: '',
  installed: [],
}

describe('defaults from the facts', () => {
  it('fill what is empty', () => {
    expect(defaultsFrom(facts, emptyFields, '203.0.113.5', false)).toEqual({
      domain: 'example.test',
      hostname: 'mail.example.test',
      address: '203.0.113.5',
      forwarders: ['10.0.0.1'],
    })
  })

  it('never replace what somebody typed, nor forwarders that somebody emptied', () => {
    const typed = { ...emptyFields, domain: 'mine.test', address: '10.9.9.9' }
    expect(defaultsFrom(facts, typed, '203.0.113.5', true)).toEqual({})
  })

  it('take no domain from a bare or local host name', () => {
    expect(domainOfHostname('vps-3f2a')).toBeNull()
    expect(domainOfHostname('localhost.localdomain')).toBeNull()
    expect(domainOfHostname('mail.example.test')).toBe('example.test')
  })

  it('prefer the address connected to, then IPv4', () => {
    expect(addressOf(facts, 'mail.example.test')).toBe('10.0.0.21')
    expect(addressOf({ ...facts, addresses: [] }, '')).toBe('')
  })

  it('never forward to the server itself', () => {
    expect(forwardersOf(facts)).toEqual(['10.0.0.1'])
    // As the tutorial leaves it: the server asks its own BIND by its own address.
    expect(forwardersOf({ ...facts, nameservers: ['10.0.0.21', '10.0.0.1'] })).toEqual(['10.0.0.1'])
  })
})

describe('the mail host name, when the domain changes,', () => {
  const names = (domain: string, hostname: string): DraftFields => ({ ...emptyFields, domain, hostname })

  it('goes with it, and keeps the label that somebody typed', () => {
    expect(hostnameAfter(emptyFields, 'a.test', null)).toBe('mail.a.test')
    expect(hostnameAfter(names('a.test', 'mail.a.test'), 'b.test', facts)).toBe('mail.b.test')
    expect(hostnameAfter(names('a.test', 'mx1.a.test'), 'b.test', facts)).toBe('mx1.b.test')
    expect(hostnameAfter(names('a.test', 'mx1.a.test'), '', facts)).toBe('')
  })

  it('is mail where the label is only what the provider called the server', () => {
    const named = { ...facts, hostname: 'vps-3f2a.provider.test' }
    const read = names('provider.test', 'vps-3f2a.provider.test')
    expect(hostnameAfter(read, 'mine.test', named)).toBe('mail.mine.test')
  })

  it('stays where it lay outside the domain already', () => {
    expect(hostnameAfter(names('a.test', 'mail.else.test'), 'b.test', facts)).toBe('mail.else.test')
  })
})
