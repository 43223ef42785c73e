import type { LabServer } from '../support/lab-server.ts'
import { thaw } from './freeze.ts'
import type { RunningTerminal } from './terminal.ts'

/** What happens to a run that is held at its moment. */
export type StrikeName = 'cut' | 'appKilled' | 'powerLost' | 'programKilled'

/** Each strike ends with the run let go, or dead. */
export const strikes: Readonly<
  Record<StrikeName, (server: LabServer, terminal: RunningTerminal) => Promise<void>>
> = {
  /** The connection's own sshd processes die, as when a line is lost; the listener stays. */
  cut: async (server) => {
    await server.run(`pkill -9 -f '^sshd: root@notty' || pkill -9 -f '^sshd-session: root@notty' || true`)
    thaw(server)
  },
  appKilled: (server, terminal) => {
    terminal.process.kill('SIGKILL')
    thaw(server)
    return Promise.resolve()
  },
  powerLost: async (server) => {
    await server.kill()
    thaw(server)
    await server.powerOn()
  },
  programKilled: async (server) => {
    await server.run(`pkill -9 -f /var/lib/mailwright/[r]uns/ || true`)
    thaw(server)
  },
}
