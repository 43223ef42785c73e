import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { FactsRequest, HostFacts } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import type { Wish } from '#core/plan/resource.ts'
import type { PasswordCase } from './password-hash.ts'

/** A spec whose defaults that depend on the connection are filled in. */
export type CompleteSpec = ServerSpec & { readonly address: string }

/** What a role may know: the wish, what the system is called on this platform, and what the server said. */
export interface RoleInput {
  readonly spec: CompleteSpec
  readonly platform: Platform
  readonly facts: HostFacts
}

/**
 * A part of the server as pure functions. `footprint` names what it will look at, before any fact is known;
 * `wish` says what shall be, from the facts. Neither acts.
 */
export interface Role {
  readonly name: string
  footprint(spec: CompleteSpec, platform: Platform): Partial<FactsRequest>
  wish(input: RoleInput): Partial<Wish>
  /** The passwords for which `wish` will want hashes: many are hashed beforehand, in several threads. */
  passwords?(input: RoleInput): readonly PasswordCase[]
}
