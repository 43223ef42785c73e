import { describe, expect, it } from 'vitest'
import {
  emptyHostForm,
  inputOfForm,
  issuesOfForm,
} from '../../../../../renderer/screens/hosts/host-form-state.ts'

const filled = { ...emptyHostForm, address: ' 203.0.113.5 ' }

describe('the form of a host', () => {
  it('takes the address as name where none is given', () => {
    expect(inputOfForm(filled)).toMatchObject({ name: '203.0.113.5', port: 22, user: 'root' })
    expect(issuesOfForm(filled).size).toBe(0)
  })

  it('leaves a secret out that was not typed, so that the stored one stays', () => {
    expect(inputOfForm(filled).auth).toEqual({ kind: 'password', password: undefined })
    expect(inputOfForm({ ...filled, password: '' }).auth).toEqual({ kind: 'password', password: '' })
  })

  it.each(['', '0', '65536', '22a', '-1', '1e3', ' '])('refuses the port %j', (port) => {
    expect(issuesOfForm({ ...filled, port }).get('port')?.key).toBe('hosts.portInvalid')
  })

  it('says once, at the address, that the address is missing', () => {
    expect([...issuesOfForm(emptyHostForm)].map(([path, { key }]) => [path, key])).toEqual([
      ['address', 'hosts.addressMissing'],
    ])
  })
})
