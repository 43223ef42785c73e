import { describe, expect, it } from 'vitest'
import { labHost } from '../store/scratch-store.ts'
import { failureOfCall, scriptedCore } from './support/scripted-core.ts'

describe('the vault from the window', () => {
  it('is locked after a restart with a passphrase: hosts are shown, logins wait for it', async () => {
    const first = await scriptedCore()
    const host = await first.client.hosts.create(labHost)
    expect(await first.client.settings.about()).toMatchObject({
      mode: 'terminal',
      vault: 'keyFile',
      version: '1.2.3',
    })
    expect(await first.client.settings.setPassphrase({ current: '', next: 'open sesame' })).toEqual({
      set: true,
    })
    first.core.close()

    const { client, outside } = await scriptedCore(first.directory)
    expect(await client.settings.about()).toMatchObject({ vault: 'passphrase', locked: true })
    expect(await client.hosts.get({ id: host.id })).toEqual(host)
    expect((await failureOfCall(client.hosts.testConnection({ id: host.id }))).code).toBe('vaultLocked')
    const wrong = await failureOfCall(client.settings.unlock({ passphrase: 'open barley' }))
    expect(wrong.code).toBe('vaultPassphraseWrong')
    expect(JSON.stringify(wrong)).not.toContain('barley')
    expect(await client.settings.unlock({ passphrase: 'open sesame' })).toEqual({ unlocked: true })
    await client.hosts.testConnection({ id: host.id })
    expect(outside.asked).toEqual(['test'])
  }, 30_000)
})
