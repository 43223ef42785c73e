import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import type { ConnectionReport } from '#shared/model/host-profile.ts'
import type { Outside } from '../ports.ts'
import type { Connector } from '../ssh/connector.ts'
import type { HostKeyPolicy } from '../ssh/host-key.ts'
import type { SshSession } from '../ssh/session.ts'
import type { SshAuth, SshTarget } from '../ssh/target.ts'
import type { HostLogin } from '../store/hosts.ts'
import type { Store } from '../store/store.ts'

const idleTime = 5 * 60_000

interface Line {
  readonly session: Promise<SshSession>
  users: number
  timer: NodeJS.Timeout | undefined
}

/** The SSH connections to hosts: one is kept open for a while, so that a second question costs no login. */
export class HostLines {
  readonly #store: Store
  readonly #outside: Pick<Outside, 'connect' | 'testConnection'>
  readonly #lines = new Map<string, Line>()

  constructor(store: Store, outside: Pick<Outside, 'connect' | 'testConnection'>) {
    this.#store = store
    this.#outside = outside
  }

  /** Opens connections of its own to a host; throws at once when the profile or a secret is missing. */
  connector(hostId: string): Connector {
    const { target, hostKeys } = this.#endpoint(hostId)
    return { open: (signal) => this.#outside.connect(target, hostKeys, signal) }
  }

  /** Acts on the kept connection; when that turns out to be dead, once more on a fresh one. */
  async use<T>(hostId: string, act: (session: SshSession) => Promise<T>): Promise<T> {
    const kept = this.#lines.has(hostId)
    try {
      return await this.#useOnce(hostId, act)
    } catch (error) {
      const dead = error instanceof FailureError && error.failure.code === 'connectionLost'
      if (!kept || !dead) throw error
      this.drop(hostId)
      return this.#useOnce(hostId, act)
    }
  }

  /** Tells step by step how far one gets. */
  test(hostId: string, signal?: AbortSignal): Promise<ConnectionReport> {
    const { target, hostKeys } = this.#endpoint(hostId)
    return this.#outside.testConnection(target, hostKeys, signal)
  }

  /** Closes the kept connection of a host, as its profile or key has changed. */
  drop(hostId: string): void {
    const line = this.#lines.get(hostId)
    if (line === undefined) return
    this.#lines.delete(hostId)
    clearTimeout(line.timer)
    line.session.then((session) => session.close()).catch(() => undefined)
  }

  close(): void {
    for (const hostId of [...this.#lines.keys()]) this.drop(hostId)
  }

  async #useOnce<T>(hostId: string, act: (session: SshSession) => Promise<T>): Promise<T> {
    const line = this.#lines.get(hostId) ?? this.#openLine(hostId)
    clearTimeout(line.timer)
    line.users += 1
    try {
      return await act(await line.session)
    } finally {
      line.users -= 1
      if (line.users === 0 && this.#lines.get(hostId) === line) {
        line.timer = setTimeout(() => this.drop(hostId), idleTime)
        line.timer.unref()
      }
    }
  }

  #openLine(hostId: string): Line {
    const { target, hostKeys } = this.#endpoint(hostId)
    const line: Line = { session: this.#outside.connect(target, hostKeys), users: 0, timer: undefined }
    this.#lines.set(hostId, line)
    const forget = () => {
      clearTimeout(line.timer)
      if (this.#lines.get(hostId) === line) this.#lines.delete(hostId)
    }
    line.session.then((session) => session.closed).then(forget, forget)
    return line
  }

  #endpoint(hostId: string): { target: SshTarget; hostKeys: HostKeyPolicy } {
    const login = this.#store.hosts.login(hostId)
    const { address, port, user, sudoPassword } = login
    const pinned = this.#store.hostKeys.pinned(address, port)
    return {
      target: { address, port, user, sudoPassword, auth: authOf(login) },
      hostKeys: { pinned: pinned === null ? [] : [pinned.fingerprint] },
    }
  }
}

function authOf({ auth, address }: HostLogin): SshAuth {
  const missing = () => fail('loginSecretMissing', { host: address })
  switch (auth.kind) {
    case 'agent':
      return auth
    case 'password':
      if (auth.password === null) throw missing()
      return { kind: 'password', password: auth.password }
    case 'key':
      if (auth.privateKey === null) throw missing()
      return { kind: 'key', privateKey: auth.privateKey, passphrase: auth.passphrase }
  }
}
