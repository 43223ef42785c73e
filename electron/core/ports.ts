import type { ConnectionReport } from '#shared/model/host-profile.ts'
import type { TestEvent } from '#shared/model/mail.ts'
import type { RehearsalEvent } from '#shared/model/rehearsal.ts'
import type { FollowEvent, RunSummary } from '#shared/model/run.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { DriftFindings } from './drift/parse-drift.ts'
import type { MailTestInput } from './mail/scenario-input.ts'
import type { Plan } from './plan/plan.ts'
import type { PlanOptions } from './plan/plan-server.ts'
import type { Connector } from './ssh/connector.ts'
import type { HostKeyPolicy } from './ssh/host-key.ts'
import type { SshSession } from './ssh/session.ts'
import type { SshTarget } from './ssh/target.ts'
import type { Keychain } from './vault/vault.ts'

/** Who starts a run: shown to whoever meets its lock. */
export interface RunOptions {
  readonly operator: string
  readonly signal?: AbortSignal
}

/** The engine as the handlers use it; see electron/core/{plan,apply} for what each promises. */
export interface Engine {
  planServer(session: SshSession, spec: ServerSpec, options: PlanOptions): Promise<Plan>
  applyPlan(connector: Connector, plan: Plan, options: RunOptions): AsyncGenerator<FollowEvent>
  followRun(
    connector: Connector,
    runId: string,
    after: number,
    options: RunOptions,
  ): AsyncGenerator<FollowEvent>
  resumeRun(connector: Connector, runId: string, options: RunOptions): AsyncGenerator<FollowEvent>
  undoRun(connector: Connector, runId: string, options: RunOptions): AsyncGenerator<FollowEvent>
  cancelRun(connector: Connector, runId: string): Promise<boolean>
  /** Oldest first. */
  listRuns(connector: Connector): Promise<readonly RunSummary[]>
  /** What is not as earlier runs left it. */
  readDrift(session: SshSession): Promise<DriftFindings>
  /** How the server would fare under the next release of its system. */
  rehearseUpgrade(
    session: SshSession,
    spec: ServerSpec,
    options: { id: string; connectedAddress: string; signal: AbortSignal | undefined },
  ): AsyncGenerator<RehearsalEvent>
}

/** All that reaches out of the core to servers; tests put their own in its place. */
export interface Outside {
  readonly engine: Engine
  connect(target: SshTarget, hostKeys: HostKeyPolicy, signal?: AbortSignal): Promise<SshSession>
  testConnection(target: SshTarget, hostKeys: HostKeyPolicy, signal?: AbortSignal): Promise<ConnectionReport>
  testMail(test: MailTestInput): AsyncGenerator<TestEvent>
}

/** What a core is made with. */
export interface CorePorts {
  readonly mode: 'desktop' | 'browser' | 'terminal'
  readonly version: string
  readonly dataDirectory: string
  /** The system's keychain; null where there is none. */
  readonly keychain: Keychain | null
  /** The locale that the first language is taken from, e.g. `zh_CN.UTF-8`. */
  readonly locale: string | undefined
  readonly outside: Outside
  readonly now?: () => Date
}
