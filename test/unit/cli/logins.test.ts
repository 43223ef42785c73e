import { loginsOf } from '../../../electron/cli/logins.ts'
import { Secret } from '#shared/secret.ts'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'mailwright-logins-'))
mkdirSync(join(home, '.ssh'))
const key = '-----BEGIN OPENSSH PRIVATE KEY-----\n'
writeFileSync(join(home, '.ssh/id_ed25519'), key)
writeFileSync(join(home, '.ssh/id_rsa'), key)
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

test('a tilde that the shell left is the home directory', async () => {
  const wish = { identity: '~/.ssh/id_rsa', secrets: {}, env: {}, home }
  expect(await loginsOf(wish)).toMatchObject([{ kind: 'key' }])
})

test('a password that will be asked for is all that is tried, unless a key was named', async () => {
  const wish = { identity: undefined, secrets: {}, passwordComes: true, env: { SSH_AUTH_SOCK: '/run/agent' } }
  expect(await loginsOf({ ...wish, home })).toEqual([])
  expect(await loginsOf({ ...wish, identity: join(home, '.ssh/id_rsa'), home })).toHaveLength(1)
})

test.each([
  ['ssh-ed25519 AAAAC3Nz alice@a\n', 'cli.identityPublic', 'cli.identityPublicAlone'],
  ['ecdsa-sha2-nistp256 AAAAE2Vj\n', 'cli.identityPublic', 'cli.identityPublicAlone'],
  ['sk-ssh-ed25519@openssh.com AAAAGnNr\n', 'cli.identityPublic', 'cli.identityPublicAlone'],
  ['-----BEGIN PUBLIC KEY-----\n', 'cli.identityPublic', 'cli.identityPublicAlone'],
  ['---- BEGIN SSH2 PUBLIC KEY ----\n', 'cli.identityPublic', 'cli.identityPublicAlone'],
  ['PuTTY-User-Key-File-3: ssh-ed25519\n', 'cli.identityPutty', 'cli.identityPuttyNext'],
  ['\n', 'failure.identityUnreadable', 'failure.identityUnreadableNext'],
  ['hello\n', 'failure.identityUnreadable', 'failure.identityUnreadableNext'],
])('a file that begins with %j is no private key, and it is said what it is', async (text, said, next) => {
  const identity = join(home, 'other')
  writeFileSync(identity, text)
  await expect(loginsOf({ identity, secrets: {}, env: {}, home })).rejects.toMatchObject({
    failure: { code: 'identityUnreadable', message: { key: said }, next: { key: next } },
  })
})

test('of a public half the private one beside it is named', async () => {
  const identity = join(home, '.ssh/id_rsa.pub')
  writeFileSync(identity, 'ssh-rsa AAAAB3Nz\n')
  await expect(loginsOf({ identity, secrets: {}, env: {}, home })).rejects.toMatchObject({
    failure: { next: { key: 'cli.identityPublicNext', params: { file: join(home, '.ssh/id_rsa') } } },
  })
})

test('a directory is told to be one, and the one kind of PuTTY keys that can be read is read', async () => {
  await expect(loginsOf({ identity: home, secrets: {}, env: {}, home })).rejects.toMatchObject({
    failure: { message: { params: { detail: { key: 'cli.fileIsDirectory' } } } },
  })
  const identity = join(home, 'old.ppk')
  writeFileSync(identity, 'PuTTY-User-Key-File-2: ssh-rsa\n')
  expect(await loginsOf({ identity, secrets: {}, env: {}, home })).toMatchObject([{ kind: 'key' }])
})
