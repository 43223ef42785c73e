import { describe, expect, it } from 'vitest'
import { labHost, noon, scratchStore } from './scratch-store.ts'

const later = new Date(noon.getTime() + 1000)

describe('host profiles', () => {
  it('show which secrets exist and give them out only for a login', async () => {
    const { store } = await scratchStore()
    const host = store.hosts.create({ ...labHost, sudoPassword: 'sudo-secret' }, noon)
    expect(host.auth).toEqual({ kind: 'password', hasPassword: true })
    expect(host.hasSudoPassword).toBe(true)
    expect(JSON.stringify(host)).not.toContain('secret')
    const login = store.hosts.login(host.id)
    expect(login.sudoPassword?.reveal('login')).toBe('sudo-secret')
    expect(login.auth.kind === 'password' && login.auth.password?.reveal('login')).toBe('login-secret-1')
  })

  it('keep a secret that is left out on edit, and remove one that is emptied', async () => {
    const { store } = await scratchStore()
    const { id } = store.hosts.create({ ...labHost, sudoPassword: 'sudo-secret' }, noon)
    const renamed = store.hosts.update(id, { ...labHost, name: 'Renamed', auth: { kind: 'password' } }, later)
    expect(renamed).toMatchObject({ name: 'Renamed', auth: { hasPassword: true }, hasSudoPassword: true })
    expect(renamed.updatedAt).toBe(later.toISOString())
    expect(renamed.createdAt).toBe(noon.toISOString())
    const emptied = { ...labHost, auth: { kind: 'password' as const, password: '' }, sudoPassword: '' }
    expect(store.hosts.update(id, emptied, later)).toMatchObject({
      auth: { hasPassword: false },
      hasSudoPassword: false,
    })
  })

  it('forget the password once they log in by key', async () => {
    const { store } = await scratchStore()
    const { id } = store.hosts.create(labHost, noon)
    const auth = { kind: 'key' as const, privateKey: 'KEY', passphrase: 'phrase' }
    const byKey = store.hosts.update(id, { ...labHost, auth }, later)
    expect(byKey.auth).toEqual({ kind: 'key', hasKey: true, hasPassphrase: true })
    const back = store.hosts.update(id, { ...labHost, auth: { kind: 'password' } }, later)
    expect(back.auth).toEqual({ kind: 'password', hasPassword: false })
  })

  it('are duplicated with their secrets, each sealed for the copy', async () => {
    const { store } = await scratchStore()
    const { id } = store.hosts.create({ ...labHost, tags: ['a'] }, noon)
    const copy = store.hosts.duplicate(id, 'Copy', later)
    expect(copy).toMatchObject({ name: 'Copy', tags: ['a'], address: labHost.address })
    store.hosts.remove(id)
    const login = store.hosts.login(copy.id)
    expect(login.auth.kind === 'password' && login.auth.password?.reveal('login')).toBe('login-secret-1')
  })

  it('are found by name, address, user, notes and tags in any case, and sorted by name', async () => {
    const { store } = await scratchStore()
    store.hosts.create({ ...labHost, name: '主机乙', notes: 'Rack SEVEN' }, noon)
    store.hosts.create({ ...labHost, name: 'alpha', tags: ['Production'] }, noon)
    store.hosts.create({ ...labHost, name: 'Beta', address: '10.0.0.9', user: 'admin' }, noon)
    const names = (search: string) => store.hosts.list(search).map(({ name }) => name)
    expect(names('')).toHaveLength(3)
    expect(names('seven')).toEqual(['主机乙'])
    expect(names('PRODUCTION')).toEqual(['alpha'])
    expect(names('10.0.0')).toEqual(['Beta'])
    expect(names('乙')).toEqual(['主机乙'])
    expect(names('%')).toEqual([])
  })

  it('are not known once they are removed, and removing them again says so', async () => {
    const { store } = await scratchStore()
    const { id } = store.hosts.create(labHost, noon)
    expect(store.hosts.remove(id)).toBe(true)
    expect(store.hosts.remove(id)).toBe(false)
    expect(() => store.hosts.get(id)).toThrow('hostUnknown')
  })
})

describe('approved host keys', () => {
  const key = { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:one' }
  const other = { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:two' }

  it('belong to an address and a port, whatever the case of the name', async () => {
    const { store } = await scratchStore()
    store.hostKeys.approve('Mail.Example.TEST', 22, key, null, noon)
    expect(store.hostKeys.pinned('mail.example.test', 22)).toEqual(key)
    expect(store.hostKeys.pinned('mail.example.test', 2222)).toBeNull()
    expect(store.hosts.create(labHost, noon).hostKey).toEqual(key)
  })

  it('are replaced only by somebody who names the one before', async () => {
    const { store } = await scratchStore()
    store.hostKeys.approve('h', 22, key, null, noon)
    expect(() => store.hostKeys.approve('h', 22, other, null, noon)).toThrow('hostKeyStale')
    expect(() => store.hostKeys.approve('h', 22, other, 'SHA256:three', noon)).toThrow('hostKeyStale')
    expect(store.hostKeys.pinned('h', 22)).toEqual(key)
    store.hostKeys.approve('h', 22, other, 'SHA256:one', noon)
    expect(store.hostKeys.pinned('h', 22)).toEqual(other)
  })
})
