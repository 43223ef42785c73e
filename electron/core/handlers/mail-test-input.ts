import { fail } from '#shared/fail.ts'
import type { HostProfile } from '#shared/model/host-profile.ts'
import { loginName } from '#shared/model/login-name.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Secret } from '#shared/secret.ts'
import { aliasToTest } from '../mail/alias-to-test.ts'
import { dialDirect } from '../mail/dial.ts'
import { chosenNetworks } from '../mail/ip-networks.ts'
import type { MailTestInput } from '../mail/scenario-input.ts'
import { ipAddressOf } from '../ssh/ip-address.ts'
import { sh } from '../ssh/quote.ts'
import { runAsRoot } from '../ssh/root.ts'
import type { SshSession } from '../ssh/session.ts'
import type { Store } from '../store/store.ts'
import { certificateTrust } from './made-accounts.ts'

/** Which mailbox of which host is to be tested; a draft may hold a password that was never applied from here. */
export interface TestWish {
  readonly hostId: string
  readonly draftId: string | null
  /** Its name, or its address. */
  readonly mailbox: string
}

/** A mailbox that can be tested, with its password. */
export interface TestSubject {
  readonly host: HostProfile
  /** The plan that set it up. */
  readonly planId: string
  readonly spec: ServerSpec
  readonly name: string
  readonly password: Secret
}

/**
 * Finds the mailbox in what was applied last on the host, and its password in the draft, the plan or the account. Throws
 * `testNothingApplied`, `testMailboxUnknown` or `accountPasswordMissing`.
 */
export function testSubject(store: Store, { hostId, draftId, mailbox }: TestWish): TestSubject {
  const host = store.hosts.get(hostId)
  const plan = store.plans.lastApplied(hostId)
  if (plan === null) throw fail('testNothingApplied', { host: host.name })
  const { id, spec } = plan.view
  const name = spec.mailboxes
    .map((each) => each.name)
    .find((each) => each === mailbox || `${each}@${spec.domain}` === mailbox)
  if (name === undefined) throw fail('testMailboxUnknown', { mailbox, host: host.name })
  const address = `${name}@${spec.domain}`
  const password =
    draftPassword(store, draftId, name) ??
    store.plans.passwords(id).get(name) ??
    accountPassword(store, hostId, address)
  return { host, planId: id, spec, name, password }
}

/** What the mail test needs, for a server that is connected to over SSH. */
export async function mailTestInput(
  session: SshSession,
  {
    host,
    spec,
    name,
    password,
  }: Pick<TestSubject, 'spec' | 'name' | 'password'> & { readonly host: Pick<HostProfile, 'address'> },
  signal: AbortSignal | undefined,
): Promise<MailTestInput> {
  const address = `${name}@${spec.domain}`
  return {
    address: await ipAddressOf(host.address),
    hostname: spec.hostname,
    mailbox: { login: loginName(spec, name), address, password },
    alias: aliasToTest(spec, name),
    trustedNetworks: spec.access === 'tutorial' ? spec.trustedNetworks : [],
    keptNetworks: async () =>
      chosenNetworks((await runAsRoot(session, sh`postconf -xh mynetworks`)).output.toString('utf8')),
    trust: await certificateTrust(session),
    directDial: dialDirect(),
    tunnelDial: session.dial,
    deliveryLog: async (queueId) => {
      const program = sh`journalctl -q -o cat --since=-10min -g ${queueId}`
      return (await runAsRoot(session, program)).output.toString('utf8')
    },
    signal,
  }
}

function draftPassword(store: Store, draftId: string | null, name: string): Secret | null {
  if (draftId === null) return null
  const position = store.drafts.get(draftId).fields.mailboxes.findIndex((mailbox) => mailbox.name === name)
  return position === -1 ? null : (store.drafts.passwords(draftId)[position] ?? null)
}

function accountPassword(store: Store, hostId: string, address: string): Secret {
  const account = store.mailAccounts.list(hostId).find((each) => each.address === address)
  if (account === undefined) throw fail('accountPasswordMissing', { address })
  return store.mailAccounts.password(account.id)
}
