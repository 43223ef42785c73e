import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand, type CommandResult } from '#test/support/host-command.ts'
import type { LabServer } from '../support/lab-server.ts'

const program = process.env['MAILWRIGHT_PROGRAM'] ?? join(import.meta.dirname, '../../../bin/mailwright')

/** What every fault sets up: virtual mailboxes, an alias, BIND with the server asking itself. */
export const specOf = (domain: string) => `domain: ${domain}
hostname: mail.${domain}
dns: { provider: bind, forwarders: [], useForServer: true }
accounts: virtual
mailboxes: [{ name: alice, password: "al ice 'pw'" }, { name: bob, password: bobs-word }]
aliases: [{ name: info, to: [alice] }]
`

/** How a user of the suite reaches a server. */
export interface Login {
  readonly user: string
  /** Given to sudo where it is not null. */
  readonly sudoPassword: string | null
}

export const asRoot: Login = { user: 'root', sudoPassword: null }

/** The terminal against one server, with a data directory of its own: as a second operator would have. */
export interface Terminal {
  run(command: 'plan' | 'apply' | 'test' | 'undo', ...words: readonly string[]): Promise<CommandResult>
  start(command: 'apply' | 'undo', ...words: readonly string[]): RunningTerminal
}

export interface RunningTerminal {
  readonly process: ChildProcess
  readonly ended: Promise<number>
  readonly isOver: () => boolean
  readonly output: () => string
}

export function terminalFor(server: LabServer, domain: string, login = asRoot): Terminal {
  const home = mkdtempSync(join(tmpdir(), 'mailwright-fault-'))
  const file = join(home, 'spec.yaml')
  writeFileSync(file, specOf(domain))
  const env = {
    ...process.env,
    MAILWRIGHT_HOME: home,
    LC_ALL: 'en_US.UTF-8',
    COLUMNS: '80',
    SSH_AUTH_SOCK: undefined,
  }
  const address = server.address.includes(':') ? `[${server.address}]` : server.address
  const host = [
    '--host',
    `${login.user}@${address}`,
    '--identity',
    server.identityFile,
    '--host-key',
    server.hostKeySha256,
    ...(login.sudoPassword === null ? [] : ['--sudo-password-stdin']),
  ]
  const args = (command: string, words: readonly string[]) => [
    command,
    ...(command === 'undo' ? [] : [file]),
    ...host,
    ...words,
  ]
  const stdin = login.sudoPassword === null ? '' : `${login.sudoPassword}\n`
  return {
    run: (command, ...words) => runCommand(program, args(command, words), { env, stdin, timeout: 600_000 }),
    start: (command, ...words) => {
      const child = spawn(program, args(command, words), { env, stdio: ['pipe', 'pipe', 'pipe'] })
      let output = ''
      let over = false
      child.stdin.end(stdin)
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
      const ended = new Promise<number>((resolve) => {
        child.once('close', (code) => {
          over = true
          resolve(code ?? 137)
        })
      })
      return { process: child, ended, isOver: () => over, output: () => output }
    },
  }
}
