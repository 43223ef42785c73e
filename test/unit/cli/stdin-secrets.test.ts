import { readStdinSecrets, type StdinSecretName } from '../../../electron/cli/stdin-secrets.ts'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'

async function read(chunks: string[], wanted: StdinSecretName[]): Promise<Record<string, string>> {
  const secrets = await readStdinSecrets(Readable.from(chunks), new Set(wanted))
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, secret.reveal('login')]))
}

test('a line is read for each option, in the order password, sudo password, passphrase', async () => {
  expect(await read(['a b', '\nc\nd\n'], ['passphrase', 'sudoPassword', 'password'])).toEqual({
    password: 'a b',
    sudoPassword: 'c',
    passphrase: 'd',
  })
  expect(await read(['x\ny\n'], ['passphrase', 'sudoPassword'])).toEqual({
    sudoPassword: 'x',
    passphrase: 'y',
  })
})

test('the last line may lack its end, and lines may end as on Windows', async () => {
  expect(await read(['中文 密码\r\nlast'], ['password', 'sudoPassword'])).toEqual({
    password: '中文 密码',
    sudoPassword: 'last',
  })
})

test('standard input is left alone where no secret is wanted', async () => {
  const stdin = Readable.from(['x'])
  expect(await readStdinSecrets(stdin, new Set())).toEqual({})
  expect(stdin.readableDidRead).toBe(false)
})

test('missing lines are told', async () => {
  await expect(read(['one\n'], ['password', 'sudoPassword'])).rejects.toMatchObject({
    failure: { code: 'stdinTooShort', message: { params: { wanted: 2, got: 1 } } },
  })
})

test('secrets do not print', async () => {
  const secrets = await readStdinSecrets(Readable.from(['s3cret\n']), new Set(['password'] as const))
  expect(JSON.stringify(secrets)).not.toContain('s3cret')
})
