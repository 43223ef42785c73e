import { fail } from '#shared/fail.ts'
import { FrameReader, newMark } from './frame.ts'
import { printable } from './printable.ts'
import { quote } from './quote.ts'
import type { RemoteProcess } from './remote-process.ts'
import type { SshSession } from './session.ts'
import { becomeRootFailure, type SudoAnswer } from './sudo-failure.ts'

export interface RootOptions {
  /** What the program finds on its standard input, byte for byte; what is still to come is awaited while the program runs. */
  readonly stdin?: Buffer | string | Promise<string>
  readonly signal?: AbortSignal
  /** Told of the program's own output as it comes. */
  readonly onOutput?: (chunk: Buffer) => void
  /** Bytes of output; more of it is the failure outputTooLarge. */
  readonly maxOutput?: number
  /** Milliseconds within which the login shell and sudo have to let the program begin. */
  readonly patience?: number
}

/** What a program printed, without the noise of login scripts. */
export interface FramedOutput {
  readonly code: number
  readonly output: Buffer
  /** Standard error, at most its first 64 KiB; login scripts may have written there too. */
  readonly errors: string
}

const defaultMaxOutput = 16 * 1024 * 1024
/** Login scripts may be slow, and a sudo that asks a telephone waits for a person. */
const defaultPatience = 120_000
/** What login scripts print is a page or two. */
const noiseLimit = 16 * 1024 * 1024

/**
 * Runs a POSIX sh program as root in one command, whatever the login shell is and prints: as it is for uid 0, through sudo
 * otherwise. The sudo password goes only to a prompt of sudo, and once. Rejects with sudoMissing, sudoPasswordNeeded,
 * sudoPasswordWrong, sudoDenied, shellUnusable, programStopped, outputTooLarge, or as `exec` does.
 */
export async function runAsRoot(
  session: SshSession,
  program: string,
  options: RootOptions = {},
): Promise<FramedOutput> {
  const limit = options.maxOutput ?? defaultMaxOutput
  const chunks: Buffer[] = []
  let size = 0
  const afterProgram = async (running: RemoteProcess): Promise<void> => {
    if (options.stdin !== undefined) await running.write(await options.stdin)
    running.endInput()
  }
  const { process, frame, pieces } = await startFramed(session, program, { ...options, afterProgram })
  for await (const piece of pieces) {
    size += piece.length
    if (size > limit) {
      process.stop()
      throw fail('outputTooLarge', { host: session.address, limit })
    }
    chunks.push(piece)
    options.onOutput?.(piece)
  }
  return { code: frame.status ?? 0, output: Buffer.concat(chunks), errors: process.errorText() }
}

/**
 * Runs a program as `runAsRoot` does and gives its lines as they come. Its standard input stays open for as long as somebody
 * reads and ends when the reader leaves, so that a program which waits (`cat >/dev/null`) knows when to stop.
 */
export async function* streamAsRoot(
  session: SshSession,
  program: string,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  const { process, pieces } = await startFramed(session, program, {
    signal,
    afterProgram: () => Promise.resolve(),
  })
  try {
    yield* linesOf(pieces)
  } finally {
    process.endInput()
    process.stop()
  }
}

interface Framed {
  readonly process: RemoteProcess
  readonly frame: FrameReader
  readonly pieces: AsyncIterable<Buffer>
}

interface FrameOptions {
  readonly signal?: AbortSignal | undefined
  readonly patience?: number | undefined
  readonly afterProgram: (process: RemoteProcess) => Promise<void>
}

async function startFramed(session: SshSession, program: string, options: FrameOptions): Promise<Framed> {
  const { signal, afterProgram, patience = defaultPatience } = options
  const mark = newMark()
  const password = session.user === 'root' ? null : session.sudoPassword
  const process = await session.start(rootCommand(mark, password !== null), signal)
  const frame = new FrameReader(mark)
  const write = async (): Promise<void> => {
    const body = Buffer.from(`${program}\n`)
    await process.write(Buffer.concat([Buffer.from(`${mark}-${body.length}\n`), body]))
    await afterProgram(process)
  }
  const send = (): Promise<void> => write().catch((error: unknown) => process.stop(error))
  // A program sent before sudo is content would be taken for further tries at the password.
  if (password === null) void send()
  const asked = password === null ? null : answerSudo(process, mark, () => password.reveal('stdin'))
  const unusable = (): Error =>
    fail(
      'shellUnusable',
      { user: session.user, host: session.address },
      { evidence: printable(frame.noise) || undefined },
    )
  const silence = setTimeout(() => process.stop(unusable()), patience)
  let noise = 0
  async function* pieces(): AsyncGenerator<Buffer, void> {
    try {
      for await (const chunk of process.stdout) {
        const wasReady = frame.isReady
        const piece = frame.push(chunk)
        if (!wasReady && !frame.isReady) {
          noise += chunk.length
          if (noise > noiseLimit) throw unusable()
        } else if (!wasReady) {
          clearTimeout(silence)
          asked?.done()
          if (asked !== null) void send()
        }
        if (piece.length > 0) yield piece
        if (frame.status !== null) return
      }
      const exit = await process.exit
      if (frame.isReady) throw fail('programStopped', { host: session.address })
      throw becomeRootFailure({ session, mark, frame, exit, errors: process.errorText(), asked })
    } finally {
      clearTimeout(silence)
      asked?.done()
      if (!frame.isReady) process.stop()
    }
  }
  return { process, frame, pieces: pieces() }
}

/** Gives the password to sudo's first prompt; a second prompt, or silence, ends the input, which ends sudo. */
function answerSudo(process: RemoteProcess, mark: string, password: () => string): SudoAnswer {
  const prompt = `${mark}-ask`
  let prompts = 0
  let isSent = false
  const answer = (): void => {
    isSent = true
    void process.write(`${password()}\n`)
    clearTimeout(timer)
    timer = setTimeout(() => process.endInput(), 20_000)
  }
  // PAM modules with prompts of their own do not print ours (sudo(8), passprompt_override).
  let timer = setTimeout(answer, 5_000)
  process.onErrorText((text) => {
    prompts = text.split(prompt).length - 1
    if (prompts > 0 && !isSent) answer()
    else if (prompts > 1) process.endInput()
  })
  return { tries: () => Math.max(prompts, isSent ? 1 : 0), done: () => clearTimeout(timer) }
}

/**
 * The command line for the login shell, which may be any: single quotes around text without quotes, backslashes,
 * exclamation marks and newlines mean the same to sh, csh and fish.
 */
function rootCommand(mark: string, hasPassword: boolean): string {
  const sudo = hasPassword ? `sudo -k -S -p ${mark}-ask` : 'sudo -n'
  // The quotes within the mark of the end keep it out of the command line, which a program may print (ps(1)).
  // dd takes exactly the program's bytes from the pipe, so that what follows is the program's own standard input.
  const boot =
    `LC_ALL=C; export LC_ALL; echo ${mark}-ready; while read -r n; do case $n in ${mark}-*) n=\${n#${mark}-}; ` +
    `( eval "$(dd bs=$n count=1 iflag=fullblock 2>/dev/null)" ); n=$?; echo "${mark}""-end $n"; exit $n;; esac; done`
  const choice =
    'LC_ALL=C; export LC_ALL; PATH=$PATH:/usr/sbin:/sbin; if test "$(id -u)" = 0; then eval "$1"; ' +
    `elif command -v sudo >/dev/null 2>&1; then exec ${sudo} sh -c "$1"; else echo ${mark}-nosudo; fi`
  return `sh -c ${quote(choice)} sh ${quote(boot)}`
}

/** Of a line longer than this only the beginning is passed on: one line stays one, whatever its length. */
const lineLimit = 1024 * 1024

async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let parts: Buffer[] = []
  let length = 0
  const add = (part: Buffer): void => {
    if (length < lineLimit) parts.push(part.subarray(0, lineLimit - length))
    length = Math.min(lineLimit, length + part.length)
  }
  const take = (): string => {
    const line = Buffer.concat(parts).toString('utf8')
    parts = []
    length = 0
    return line
  }
  for await (const piece of pieces) {
    let start = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      add(piece.subarray(start, end))
      yield take()
      start = end + 1
    }
    add(piece.subarray(start))
  }
  if (length > 0) yield take()
}
