import { expect, test } from 'vitest'
import { followRun } from '#core/apply/runs.ts'
import type { Connector } from '#core/ssh/connector.ts'
import { fail } from '#shared/fail.ts'
import type { FailureError } from '#shared/model/failure.ts'
import type { FollowEvent } from '#shared/model/run.ts'

/** A server that cannot be reached for these reasons, one an attempt. */
function unreachable(...reasons: readonly FailureError[]): Connector {
  const left = [...reasons]
  return { open: () => Promise.reject(left.shift() ?? fail('internal', { detail: 'asked too often' })) }
}

const host = 'mail.example.org'
const changed = fail('hostKeyChanged', { host, algorithm: 'ssh-ed25519', fingerprint: 'SHA256:x' })

test.each([
  fail('hostUnreachable', { host, port: 22, detail: 'EHOSTUNREACH' }),
  fail('sshSilent', { host, port: 22, seconds: 20 }),
  fail('connectionRefused', { host, port: 22 }),
  fail('connectTimedOut', { host, port: 22, seconds: 20 }),
])('a server that boots is looked for again: $failure.code', async (reason) => {
  const seen: FollowEvent[] = []
  const followed = async () => {
    for await (const event of followRun(unreachable(reason, changed), 'run-1', 0)) seen.push(event)
  }
  await expect(followed()).rejects.toMatchObject({ failure: { code: 'hostKeyChanged' } })
  expect(seen).toEqual([{ event: 'connection', state: 'lost', attempt: 1 }])
})

test('who is not known to be the server is told at once', async () => {
  const followed = async () => {
    for await (const event of followRun(unreachable(changed), 'run-1', 0)) expect(event).toBe('none')
  }
  await expect(followed()).rejects.toMatchObject({ failure: { code: 'hostKeyChanged' } })
})
