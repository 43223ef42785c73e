import { expect, it } from 'vitest'
import { labHost } from '../store/scratch-store.ts'
import { scriptedCore } from './support/scripted-core.ts'
import { failureData } from '#shared/model/failure-data.ts'
import { ORPCError } from '@orpc/server'

it('a rehearsal is refused where no wish is known, before anything is connected to', async () => {
  const { client, outside } = await scriptedCore()
  const host = await client.hosts.create({ ...labHost, address: '10.0.0.7' })
  const start = async () => {
    for await (const event of await client.rehearsals.start({ hostId: host.id })) void event
  }
  const error: unknown = await start().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ORPCError)
  expect(failureData.parse(error instanceof ORPCError ? error.data : null).code).toBe('wishUnknown')
  expect(outside.asked).not.toContain('connect')
})
