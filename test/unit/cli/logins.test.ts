import { loginsOf } from '../../../electron/cli/logins.ts'
import { Secret } from '#shared/secret.ts'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'mailwright-logins-'))
mkdirSync(join(home, '.ssh'))
writeFileSync(join(home, '.ssh/id_ed25519'), 'KEY\n')
writeFileSync(join(home, '.ssh/id_rsa'), 'OLD\n')
afterAll(() => rmSync(home, { recursive: true }))

test('without anything given: the agent, then the keys in ~/.ssh', async () => {
  const wish = { identity: undefined, secrets: {}, env: { SSH_AUTH_SOCK: '/run/agent' }, home }
  expect((await loginsOf(wish)).map(({ kind }) => kind)).toEqual(['agent', 'key', 'key'])
  expect(await loginsOf({ ...wish, env: {}, home: join(home, 'nobody') })).toEqual([])
})

test('a key or a password that is given is all that is tried', async () => {
  const env = { SSH_AUTH_SOCK: '/run/agent' }
  const identity = join(home, '.ssh/id_rsa')
  const byKey = await loginsOf({ identity, secrets: { passphrase: new Secret('p') }, env, home })
  expect(byKey).toMatchObject([{ kind: 'key', passphrase: expect.any(Secret) as Secret }])
  const byPassword = await loginsOf({
    identity: undefined,
    secrets: { password: new Secret('p') },
    env,
    home,
  })
  expect(byPassword).toMatchObject([{ kind: 'password' }])
})

test('a key that cannot be read is told', async () => {
  const wish = { identity: join(home, 'missing'), secrets: {}, env: {}, home }
  await expect(loginsOf(wish)).rejects.toMatchObject({
    failure: { code: 'identityUnreadable', message: { params: { detail: { key: 'cli.fileMissing' } } } },
  })
})
