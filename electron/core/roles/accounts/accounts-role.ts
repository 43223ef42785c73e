import { message } from '#shared/message.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import type { DirectoryResource, GroupResource, UserResource, Wish } from '#core/plan/resource.ts'
import type { MailboxSpec } from '#shared/model/server-spec.ts'
import { passwordHash, type PasswordCase } from '../password-hash.ts'
import type { Role, RoleInput } from '../role.ts'
import { loginsIn } from '../dovecot/users-file.ts'
import { factText } from '../fact-text.ts'
import { namesById } from './account-ids.ts'
import { mailStore, mailStoreOn, secondDirectory } from './mail-store.ts'

/** Who owns the mail: one account for all virtual mailboxes, or a system user for each. */
export const accountsRole: Role = {
  name: 'accounts',
  footprint: (spec) =>
    spec.accounts === 'virtual'
      ? {
          paths: ['/etc/passwd', '/etc/group', mailStore.directory, secondDirectory],
          users: [mailStore.user, ...spec.mailboxes.map(({ name }) => name)],
          groups: [mailStore.group],
        }
      : {
          paths: spec.mailboxes.map(({ name }) => usualHome(name)),
          users: spec.mailboxes.map(({ name }) => name),
          groups: spec.mailboxes.map(({ name }) => name),
        },
  wish: (input) =>
    input.spec.accounts === 'virtual'
      ? { resources: virtualStore(input), notices: namesakes(input), ...mailboxPlaces(input) }
      : systemUsers(input),
  passwords: ({ spec, facts }) =>
    spec.accounts === 'virtual'
      ? []
      : spec.mailboxes.flatMap((mailbox) => passwordCase(mailbox, facts) ?? []),
}

/** In a store of somebody else's any mailbox may have had a login that is not known here. */
function mailboxPlaces({ spec, facts, platform }: RoleInput): Pick<Wish, 'mailStore' | 'newMailboxPaths'> {
  const { directory, isForeign } = mailStoreOn(facts, platform)
  const present = loginsIn(factText(facts, `${platform.dovecot.directory}/users`))
  const fresh = isForeign ? [] : spec.mailboxes.filter(({ name }) => !present.has(`${name}@${spec.domain}`))
  return {
    mailStore: directory,
    newMailboxPaths: fresh.map(({ name }) => `${directory}/${spec.domain}/${name}`),
  }
}

/** A user of the system and a virtual mailbox of the same name are two. */
function namesakes({ spec, platform, facts }: RoleInput): Wish['notices'] {
  return spec.mailboxes
    .filter(({ name }) => (facts.users.get(name)?.uid ?? 0) >= platform.firstUserId)
    .map(({ name }) => ({
      blocking: false,
      message: message('roles.noticeNamesake', { name, address: `${name}@${spec.domain}` }),
    }))
}

function virtualStore({
  platform,
  facts,
}: RoleInput): readonly (GroupResource | UserResource | DirectoryResource)[] {
  const { user, group, directory, isForeign } = mailStoreOn(facts, platform)
  if (isForeign) return []
  const present = facts.users.get(user)
  const uidTaken = namesById(factText(facts, '/etc/passwd')).has(mailStore.id)
  const gidTaken = namesById(factText(facts, '/etc/group')).has(mailStore.id)
  const store = facts.files.get(directory)
  return [
    {
      kind: 'group',
      id: `group:${group}`,
      group: 'accounts',
      title: message('roles.groupTitle', { name: group }),
      reason: message('roles.mailGroupReason'),
      name: group,
      system: true,
      ...(facts.groups.has(group) || gidTaken ? {} : { gid: mailStore.id }),
    },
    {
      kind: 'user',
      id: `user:${user}`,
      group: 'accounts',
      title: message('roles.userTitle', { name: user }),
      reason: message('roles.mailUserReason'),
      name: user,
      system: true,
      ...(present !== undefined || uidTaken ? {} : { uid: mailStore.id }),
      primaryGroup: group,
      home: present?.home ?? directory,
      createHome: false,
      shell: present?.shell ?? platform.nologinShell,
    },
    {
      kind: 'directory',
      id: `directory:${directory}`,
      group: 'accounts',
      title: message('roles.directoryTitle', { path: directory }),
      reason: message('roles.mailDirectoryReason'),
      path: directory,
      mode: store?.type === 'directory' && store.owner === user ? store.mode : 0o770,
      owner: user,
      ownerGroup: store?.type === 'directory' && store.owner === user ? store.group : group,
      holdsMail: true,
    },
  ]
}

function systemUsers({ spec, platform, facts }: RoleInput): Partial<Wish> {
  const notices = spec.mailboxes.flatMap(({ name, password }): Wish['notices'][number][] => {
    const present = facts.users.get(name)
    if (present === undefined && password === undefined)
      return [{ blocking: true, message: message('roles.noticePasswordMissing', { name }) }]
    return present !== undefined && present.uid < platform.firstUserId
      ? [{ blocking: true, message: message('roles.noticeSystemAccount', { name }) }]
      : []
  })
  return {
    resources: spec.mailboxes.flatMap((mailbox) => [
      systemUser(mailbox, spec.domain, platform, facts),
      ...missingHome(mailbox, facts),
    ]),
    notices,
  }
}

function systemUser(
  { name, password }: MailboxSpec,
  domain: string,
  platform: Platform,
  facts: HostFacts,
): UserResource {
  const present = facts.users.get(name)
  const wanted = passwordCase({ name, password }, facts)
  const hash = wanted === null ? undefined : passwordHash(wanted)
  const changesPassword = present !== undefined && hash !== undefined && hash !== present.passwordHash
  return {
    kind: 'user',
    id: `user:${name}`,
    group: 'accounts',
    title: message('roles.userTitle', { name }),
    reason: message(present ? 'roles.presentUserReason' : 'roles.systemUserReason', {
      address: `${name}@${domain}`,
    }),
    name,
    system: false,
    home: present?.home ?? usualHome(name),
    createHome: true,
    shell: present?.shell ?? platform.nologinShell,
    ...(hash === undefined ? {} : { passwordHash: hash }),
    warnings: changesPassword ? [message('roles.userPasswordWarning', { name })] : [],
  }
}

function usualHome(name: string): string {
  return `/home/${name}`
}

/** Of a user who is there already: Debian's useradd(8) makes none by itself, and without one no mail can be read. */
function missingHome({ name }: MailboxSpec, facts: HostFacts): readonly DirectoryResource[] {
  const present = facts.users.get(name)
  const path = usualHome(name)
  if (present?.home !== path || facts.files.has(path)) return []
  const ownerGroup = [...facts.groups].find(([, { gid }]) => gid === present.gid)?.[0]
  return [
    {
      kind: 'directory',
      id: `directory:${path}`,
      group: 'accounts',
      title: message('roles.directoryTitle', { path }),
      reason: message('roles.homeReason', { name }),
      path,
      mode: 0o700,
      owner: name,
      ownerGroup: ownerGroup ?? String(present.gid),
      holdsMail: true,
    },
  ]
}

function passwordCase({ name, password }: MailboxSpec, facts: HostFacts): PasswordCase | null {
  const existing = facts.users.get(name)?.passwordHash
  return password === undefined ? null : { account: name, password, existing }
}
