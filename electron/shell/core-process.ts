import { type ChildProcess, fork } from 'node:child_process'
import { fromCore, type FromCore, type ToCore } from '#core/process-messages.ts'

/** What the core's process is started with, and who is told of it. */
export interface CoreProcessOptions {
  readonly node: string
  readonly program: string
  readonly start: Omit<ToCore & { kind: 'start' }, 'kind'>
  readonly askKeychain: (act: 'wrap' | 'unwrap', key: Uint8Array) => Uint8Array
  readonly onMessage: (message: Exclude<FromCore, { kind: 'keychain' }>) => void
  /** The process ended or could not be started; not called after `stop`. */
  readonly onEnd: (reason: string) => void
}

/** The core in its own process of plain Node. */
export class CoreProcess {
  readonly #options: CoreProcessOptions
  readonly #child: ChildProcess
  #isOver = false

  constructor(options: CoreProcessOptions) {
    this.#options = options
    this.#child = fork(options.program, [], {
      execPath: options.node,
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: environment(),
    })
    this.#child.on('message', (message) => this.#take(fromCore.parse(message)))
    this.#child.once('error', (error) => this.#end(error.message))
    this.#child.once('exit', (code, signal) => this.#end(signal ?? `exit code ${code}`))
    this.send({ kind: 'start', ...options.start })
  }

  /** Says something to the core; a core that is over does not hear it. */
  send(message: ToCore): void {
    if (this.#child.connected) this.#child.send(message)
  }

  /** Lets the core end by itself: it does when nobody is connected. */
  stop(): void {
    this.#isOver = true
    if (this.#child.connected) this.#child.disconnect()
  }

  #take(message: FromCore): void {
    if (message.kind === 'keychain') this.#answer(message)
    else this.#options.onMessage(message)
  }

  #answer({ ask, act, key }: FromCore & { kind: 'keychain' }): void {
    try {
      const answer = Uint8Array.from(this.#options.askKeychain(act, key))
      this.send({ kind: 'keychain', ask, answer, refusal: '' })
    } catch (error) {
      const refusal = error instanceof Error ? error.message : String(error)
      this.send({ kind: 'keychain', ask, answer: null, refusal })
    }
  }

  #end(reason: string): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#options.onEnd(reason)
  }
}

/** The shell's environment without what is meant for Electron alone. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ELECTRON_|NODE_OPTIONS$|CHROME_)/.test(name)),
  )
}
