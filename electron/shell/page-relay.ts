import { ipcMain, type IpcMainEvent, MessageChannelMain, type MessagePortMain } from 'electron'
import type { FromCore, ToCore } from '#core/process-messages.ts'
import { pageAddress } from './app-protocol.ts'

// The preload script spells out the same words.
const portTag = 'mailwright:core-port'

/** Hands each page that asks a port of its own, and carries what is said between the ports and the core's process. */
export class PageRelay {
  readonly #send: (message: ToCore) => void
  readonly #ports = new Map<number, MessagePortMain>()
  #isOpen = false
  #pages = 0

  constructor(send: (message: ToCore) => void) {
    this.#send = send
    ipcMain.on(portTag, (event) => this.#handOut(event))
  }

  /** The core listens: what pages have said until now goes through. */
  open(): void {
    this.#isOpen = true
    for (const port of this.#ports.values()) port.start()
  }

  /** The core is gone: its ports go, and pages that ask wait for the next one. */
  reset(): void {
    this.#isOpen = false
    const ports = [...this.#ports.values()]
    this.#ports.clear()
    for (const port of ports) port.close()
  }

  deliver({ page, data }: FromCore & { kind: 'page' }): void {
    this.#ports.get(page)?.postMessage(data)
  }

  #handOut(event: IpcMainEvent): void {
    if (event.senderFrame === null || !event.senderFrame.url.startsWith(pageAddress)) return
    this.#pages += 1
    const page = this.#pages
    const { port1, port2 } = new MessageChannelMain()
    this.#ports.set(page, port2)
    port2.on('message', ({ data }) => this.#send({ kind: 'page', page, data: data as WireData }))
    port2.on('close', () => {
      if (this.#ports.delete(page)) this.#send({ kind: 'pageClosed', page })
    })
    // Until it is started a port keeps what was said.
    if (this.#isOpen) port2.start()
    event.senderFrame.postMessage(portTag, null, [port1])
  }
}

/** What the contract's library puts on a port; the core checks it again. */
type WireData = (ToCore & { kind: 'page' })['data']
