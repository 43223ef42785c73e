import { spawn } from 'node:child_process'

/** What a program on this machine answered; `code` is 128 + signal when it was killed. */
export interface CommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** How a program on this machine is run: text for its stdin, milliseconds it may take, its environment, its folder. */
export interface CommandOptions {
  readonly stdin?: string
  readonly timeout?: number
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
}

/** Runs a program without a shell and resolves with what it answered, whatever its exit code. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const { timeout, cwd, env = process.env } = options
    const child = spawn(program, args, { timeout, cwd, env })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.stdin.on('error', () => undefined) // a program may end without reading its input
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({
        code: code ?? (signal === 'SIGKILL' ? 137 : 143),
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    )
    child.stdin.end(options.stdin ?? '')
  })
}

/** Runs a program that must succeed and resolves with its stdout; rejects with what it wrote otherwise. */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const result = await runCommand(program, args, options)
  if (result.code !== 0) {
    const said = (result.stderr + result.stdout).trim().split('\n').slice(-15).join('\n')
    throw new Error(`${program} ${args.join(' ')} ended with ${result.code}: ${said}`)
  }
  return result.stdout
}
