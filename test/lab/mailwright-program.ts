import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { ServerSpecInput } from '#shared/model/server-spec.ts'
import { type CommandResult, runCommand } from '#test/support/host-command.ts'
import type { LabServer } from './support/lab-server.ts'

/** The terminal as a user runs it, with a data directory of its own. */
export interface MailwrightProgram {
  /** Runs `mailwright COMMAND …` against a server; with a spec, that is written to a file and named first. */
  run(
    server: LabServer,
    command: string,
    options?: { spec?: ServerSpecInput; words?: readonly string[]; stdin?: string; port?: number },
  ): Promise<CommandResult>
  /** Removes its files. */
  remove(): Promise<void>
}

const program = join(import.meta.dirname, '../../bin/mailwright')

/** Prepares the terminal with an empty data directory. */
export async function mailwrightProgram(): Promise<MailwrightProgram> {
  const home = await mkdtemp(join(tmpdir(), 'mailwright-test-'))
  return {
    run: async (server, command, { spec, words = [], stdin, port = 22 } = {}) => {
      const file = join(home, 'spec.yaml')
      if (spec) await writeFile(file, stringify(spec))
      const host = ['--host', `root@${server.address}:${String(port)}`, '--identity', server.identityFile]
      const pin = ['--host-key', server.hostKeySha256]
      const args = [command, ...(spec ? [file] : []), ...host, ...pin, ...words]
      const env = { ...process.env, MAILWRIGHT_HOME: home, LC_ALL: 'en_US.UTF-8', SSH_AUTH_SOCK: undefined }
      return runCommand(program, args, { env, stdin })
    },
    remove: () => rm(home, { recursive: true, force: true }),
  }
}
