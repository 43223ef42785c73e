import { EventEmitter } from 'node:events'
import { RPCHandler } from '@orpc/server/message-port'
import { failureOf } from '#shared/fail.ts'
import { type Core, createCore } from './core.ts'
import { endProgram } from './end-program.ts'
import { liveOutside } from './live-outside.ts'
import { ParentKeychain } from './parent-keychain.ts'
import { type FromCore, toCore, type ToCore } from './process-messages.ts'

/** The core as a process of its own: the child of the desktop shell, which hands on what its pages say. */
class CoreProcess {
  readonly #keychain = new ParentKeychain(send)
  readonly #pages = new Map<number, PagePort>()
  #running: { core: Core; handler: RPCHandler<Record<never, never>> } | null = null

  async take(message: ToCore): Promise<void> {
    switch (message.kind) {
      case 'start':
        return this.#start(message)
      case 'keychain':
        return this.#keychain.answered(message)
      case 'settings':
        this.#running?.core.settings.save(message.settings)
        return
      case 'page':
        return this.#port(message.page)?.receive(message.data)
      case 'pageClosed':
        this.#pages.get(message.page)?.closed()
        this.#pages.delete(message.page)
    }
  }

  logged(where: string, error: unknown): void {
    if (this.#running === null) process.stderr.write(`${where}: ${String(error)}\n`)
    else this.#running.core.log.error(where, error)
  }

  stop(): void {
    this.#running?.core.close()
  }

  async #start({ dataDirectory, version, locale, hasKeychain }: ToCore & { kind: 'start' }): Promise<void> {
    try {
      const core = await createCore({
        mode: 'desktop',
        version,
        dataDirectory,
        locale,
        keychain: hasKeychain ? this.#keychain : null,
        outside: liveOutside,
      })
      this.#running = { core, handler: new RPCHandler(core.router) }
      core.settings.onChange((settings) => send({ kind: 'settings', settings }))
      send({ kind: 'ready', settings: core.settings.get(), logFile: core.log.path })
    } catch (error) {
      this.logged('start', error)
      send({ kind: 'failed', failure: failureOf(error).failure })
    }
  }

  #port(page: number): PagePort | null {
    const known = this.#pages.get(page)
    if (known !== undefined || this.#running === null) return known ?? null
    const port = new PagePort((data) => send({ kind: 'page', page, data }))
    this.#pages.set(page, port)
    this.#running.handler.upgrade(port)
    return port
  }
}

type WireData = (ToCore & { kind: 'page' })['data']

/** A page's end of the wire, in the form in which the contract's library takes a port. */
class PagePort extends EventEmitter {
  readonly postMessage: (data: WireData) => void

  constructor(postMessage: (data: WireData) => void) {
    super()
    this.postMessage = postMessage
  }

  receive(data: WireData): void {
    this.emit('message', { data })
  }

  closed(): void {
    this.emit('close')
  }
}

function send(message: FromCore): void {
  if (process.connected) process.send?.(message)
}

const own = new CoreProcess()
process.on('message', (message) => {
  own.take(toCore.parse(message)).catch((error: unknown) => own.logged('message', error))
})
process.on('disconnect', () => {
  own.stop()
  endProgram(0)
})
process.on('unhandledRejection', (error) => own.logged('unhandled rejection', error))
process.on('uncaughtException', (error) => {
  own.logged('uncaught exception', error)
  endProgram(1)
})
