import { describe, expect, it } from 'vitest'
import type { HostProfile } from '#shared/model/host-profile.ts'
import {
  emptyHostForm,
  inputOfForm,
  issuesOfForm,
  type HostForm,
} from '../../../../../renderer/screens/hosts/host-form-state.ts'

const filled = { ...emptyHostForm, address: ' 203.0.113.5 ', password: 'correct horse' }

const stored = {
  ...inputOfForm(filled),
  id: 'host-1',
  hasSudoPassword: false,
  hostKey: null,
  createdAt: '2026-01-02T08:00:00.000Z',
  updatedAt: '2026-01-02T08:00:00.000Z',
}

describe('the form of a host', () => {
  it('takes the address as name where none is given', () => {
    expect(inputOfForm(filled)).toMatchObject({ name: '203.0.113.5', port: 22, user: 'root' })
    expect(issuesOfForm(filled).size).toBe(0)
  })

  it('leaves a secret out that was not typed, so that the stored one stays', () => {
    expect(inputOfForm({ ...filled, password: undefined }).auth).toEqual({
      kind: 'password',
      password: undefined,
    })
    expect(inputOfForm({ ...filled, password: '' }).auth).toEqual({ kind: 'password', password: '' })
  })

  it.each(['', '0', '65536', '22a', '-1', '1e3', ' '])('refuses the port %j', (port) => {
    expect(issuesOfForm({ ...filled, port }).get('port')?.key).toBe('hosts.portInvalid')
  })

  it('asks for the password or key that nothing would ask for later, unless it is stored', () => {
    const issue = (part: Partial<HostForm>, auth?: HostProfile['auth']) =>
      [...issuesOfForm({ ...filled, password: undefined, ...part }, auth && { ...stored, auth })].map(
        ([path, { key }]) => [path, key],
      )
    expect(issue({})).toEqual([['password', 'hosts.passwordMissing']])
    expect(issue({}, { kind: 'password', hasPassword: true })).toEqual([])
    expect(issue({}, { kind: 'key', hasKey: true, hasPassphrase: false })).toHaveLength(1)
    expect(issue({ authKind: 'key' })).toEqual([['privateKey', 'hosts.keyMissing']])
    expect(issue({ authKind: 'key' }, { kind: 'key', hasKey: true, hasPassphrase: false })).toEqual([])
    expect(issue({ authKind: 'agent' })).toEqual([])
  })

  it('says once, at the address, that the address is missing', () => {
    expect(
      [...issuesOfForm({ ...emptyHostForm, authKind: 'agent' })].map(([path, { key }]) => [path, key]),
    ).toEqual([['address', 'hosts.addressMissing']])
  })
})
