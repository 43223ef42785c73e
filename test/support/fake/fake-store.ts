import type { MailAccount } from '#shared/contract/mail.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { fail } from '#shared/fail.ts'
import type { Draft } from '#shared/model/draft.ts'
import type { HostProfile } from '#shared/model/host-profile.ts'
import type { PlanView } from '#shared/model/plan.ts'
import type { RunEvent, RunSummary } from '#shared/model/run.ts'

export type FakeHost = HostProfile
/** A run and the events that its server has told so far. */
export interface FakeRun {
  readonly summary: RunSummary
  readonly events: readonly RunEvent[]
}

/** What the fake core remembers: all in memory, gone with the page. */
export class FakeStore {
  readonly hosts = new Map<string, FakeHost>()
  readonly drafts = new Map<string, Draft>()
  readonly plans = new Map<string, PlanView>()
  readonly planHosts = new Map<string, string>()
  readonly runs = new Map<string, FakeRun>()
  /** Ids of plans whose last mail test was green. */
  readonly proved = new Set<string>()
  readonly accounts = new Map<string, MailAccount>()
  settings: Settings = { language: 'zh', theme: 'auto' }
  locked = false
  passphrase = ''
  /** Milliseconds that a slow step takes. */
  readonly delay: number
  readonly settingsListeners = new Set<(settings: Settings) => void>()
  #count = 0

  constructor(delay: number) {
    this.delay = delay
  }

  newId(kind: string): string {
    this.#count += 1
    return `${kind}-${this.#count}`
  }

  pause(times = 1): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.delay * times))
  }

  host(id: string): FakeHost {
    return found(this.hosts, id)
  }

  keepHost(host: FakeHost): FakeHost {
    this.hosts.set(host.id, host)
    return host
  }

  draft(id: string): Draft {
    return found(this.drafts, id)
  }

  plan(id: string): PlanView {
    return found(this.plans, id)
  }
}

function found<T>(map: ReadonlyMap<string, T>, id: string): T {
  const value = map.get(id)
  if (value === undefined) throw fail('internal', { detail: `no such id: ${id}` })
  return value
}
