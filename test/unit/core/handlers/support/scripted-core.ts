import { createRouterClient, ORPCError } from '@orpc/server'
import type { ContractRouterClient } from '@orpc/contract'
import { onTestFinished } from 'vitest'
import { type Core, createCore } from '#core/core.ts'
import { failureData } from '#shared/model/failure-data.ts'
import type { Contract } from '#shared/contract/contract.ts'
import { noon, scratchDirectory } from '../../store/scratch-store.ts'
import { ScriptedOutside } from './scripted-outside.ts'

export type Client = ContractRouterClient<Contract>

/** A core of its own on a scripted world, called directly; it goes with the test. */
export async function scriptedCore(directory = scratchDirectory()): Promise<{
  core: Core
  client: Client
  outside: ScriptedOutside
  directory: string
}> {
  const outside = new ScriptedOutside()
  const core = await createCore({
    mode: 'terminal',
    version: '1.2.3',
    dataDirectory: directory,
    keychain: null,
    locale: 'en_GB.UTF-8',
    outside,
    now: () => noon,
  })
  onTestFinished(() => core.close())
  return { core, outside, directory, client: createRouterClient(core.router) }
}

/** The failure that a call ends with, as it crosses the wire; throws when the call succeeds. */
export async function failureOfCall(call: Promise<unknown>) {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError && error.defined && error.code === 'FAILURE') {
      return failureData.parse(error.data)
    }
    throw error
  }
  throw new Error('the call succeeded')
}
