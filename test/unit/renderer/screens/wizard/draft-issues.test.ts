import { describe, expect, it } from 'vitest'
import type { DraftFields } from '#shared/model/draft.ts'
import { issuesOfDraft } from '../../../../../renderer/screens/wizard/draft-issues.ts'

const good: DraftFields = {
  domain: 'example.test',
  hostname: 'mail.example.test',
  address: '10.0.0.21',
  dnsProvider: 'bind',
  forwarders: ['223.5.5.5'],
  useForServer: true,
  accounts: 'virtual',
  access: 'tls',
  trustedNetworks: [],
  mailboxes: [{ name: 'alice', password: 'x', hasPassword: false }],
  aliases: [{ name: 'info', to: ['alice'] }],
}

function keysOf(part: Partial<DraftFields>, hostId: string | null = 'h'): Record<string, string> {
  const steps = Object.values(issuesOfDraft(hostId, { ...good, ...part }))
  return Object.fromEntries(steps.flatMap((issues) => [...issues].map(([path, { key }]) => [path, key])))
}

describe('the findings of a draft', () => {
  it('are none when all is in order', () => {
    expect(keysOf({})).toEqual({})
  })

  it('stand at the field that is wrong, with the words of the description', () => {
    expect(keysOf({ hostname: 'mail.other.test' })).toEqual({ hostname: 'spec.hostnameOutside' })
    expect(keysOf({ address: '10.0.0.300' })).toEqual({ address: 'spec.addressInvalid' })
    expect(keysOf({ forwarders: ['223.5.5.5', 'dns'] })).toEqual({ 'forwarders.1': 'spec.addressInvalid' })
    expect(keysOf({}, null)).toEqual({ hostId: 'wizard.hostMissing' })
  })

  it('ask for a password only where none is stored', () => {
    const row = { name: 'alice', password: '' }
    expect(keysOf({ mailboxes: [{ ...row, hasPassword: true }] })).toEqual({})
    expect(keysOf({ mailboxes: [{ ...row, hasPassword: false }] })).toEqual({
      'mailboxes.0.password': 'spec.passwordMissing',
    })
  })

  it('name a name that stands twice even while a password is missing', () => {
    const mailboxes = [
      { name: 'alice', password: 'x', hasPassword: false },
      { name: 'alice', password: '', hasPassword: false },
    ]
    expect(keysOf({ mailboxes })).toMatchObject({
      'mailboxes.1.name': 'spec.nameTwice',
      'mailboxes.1.password': 'spec.passwordMissing',
    })
  })

  it('ask for networks only in the open lab, and leave forwarders alone where BIND is not used', () => {
    expect(keysOf({ access: 'tutorial' })).toEqual({ trustedNetworks: 'spec.networksMissing' })
    expect(keysOf({ dnsProvider: 'manual', forwarders: ['dns'] })).toEqual({})
  })
})
