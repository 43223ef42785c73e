import { makePlan } from '../../../electron/cli/make-plan.ts'
import { fail } from '#shared/fail.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

const specFile = `${import.meta.dirname}/../../../docs/nowhere.yaml`

test('a server that refuses before the description is read ends nothing by itself', async () => {
  const opened = Promise.reject(fail('sshProtocol', { host: 'a', port: 22, detail: 'b' }))
  const call = {
    terminal: recordingTerminal(),
    host: { user: 'root', address: '192.0.2.1', port: 22 },
    way: 'root@192.0.2.1',
    connector: {
      begin: () => opened,
      open: () => opened,
      giveBack: () => undefined,
      rememberKey: () => Promise.resolve(),
    },
    ...{ yes: false, verbose: false, only: [], putBack: [] },
  }
  // A rejection that nobody waits for would end the process, and fails this run.
  await expect(makePlan(call, specFile)).rejects.toThrow('specUnreadable')
})
