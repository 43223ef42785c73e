import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { factsDigest } from '#core/facts/digest.ts'
import { readFacts } from '#core/facts/gather.ts'
import type { FactsRequest } from '#core/facts/host-facts.ts'
import { connect } from '#core/ssh/connect.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { Secret } from '#shared/secret.ts'
import { bootServer, type LabServer } from '#test/lab/support/lab-server.ts'
import { releases } from '#test/lab/support/releases.ts'
import { requireLab } from '#test/lab/support/requirements.ts'

const lab = await requireLab()
const request: FactsRequest = {
  paths: [
    '/etc/hosts',
    '/etc/resolv.conf',
    '/etc/nftables.conf',
    '/etc/default/*',
    '/etc/no/such',
    '/var/mail/*',
  ],
  packages: ['openssh-server', 'nftables', 'postfix'],
  units: ['ssh.service', 'nftables.service', 'nothing.service'],
  users: ['root', 'admin', 'nobody-such'],
  groups: ['sudo', 'mail'],
  certificates: ['/etc/no.pem'],
}

describe.runIf(lab.ok).each(releases)('the facts of a server with %s', (release) => {
  let server: LabServer
  const open: SshSession[] = []

  beforeAll(async () => {
    server = await bootServer({ release, name: `facts-${release}.test`, packages: ['nftables'] })
    await server.addUser('admin', 'pw', { sudo: true })
    const rules =
      'table inet filter { chain input { type filter hook input priority 0; policy drop; ' +
      'ct state established,related accept; tcp dport { 22, 25 } accept; }; }'
    await server.run('nft -f -', { stdin: `${rules}\n` })
    await server.run("printf 'private letter' >/var/mail/admin")
  })
  afterAll(async () => {
    for (const session of open) session.close()
    await server?.destroy()
  })

  async function login(user: string): Promise<SshSession> {
    const privateKey = new Secret(readFileSync(server.identityFile, 'utf8'))
    const auth = { kind: 'key', privateKey, passphrase: null } as const
    const target = { address: server.address, port: 22, user, auth, sudoPassword: new Secret('pw') }
    const session = await connect(target, { hostKeys: { pinned: [server.hostKeySha256] } })
    open.push(session)
    return session
  }

  test('are the same for root and for a user with sudo, from one command each', async () => {
    const asRoot = await login('root')
    const asAdmin = await login('admin')
    const facts = await readFacts(asRoot, request)
    expect(factsDigest(await readFacts(asAdmin, request))).toBe(factsDigest(facts))
    expect([asRoot.commands, asAdmin.commands]).toEqual([1, 1])
    expect(facts.hostname).toBe(server.name)
    expect(facts.init).toBe('systemd')
    expect(facts.sourceAddress4).toBe(server.address)
    expect(facts.packages.get('nftables')).toMatchObject({ configured: true })
    expect(facts.candidates.get('postfix')).toMatch(/^3\./)
    expect(facts.units.get('ssh.service')).toEqual({ load: 'loaded', active: 'active', enabled: 'enabled' })
    expect(facts.units.get('nothing.service')).toMatchObject({ load: 'not-found' })
    expect(facts.listeners).toContainEqual(expect.objectContaining({ protocol: 'tcp', port: 22 }))
    expect(facts.firewall).toMatchObject({
      kind: 'nftables',
      scope: 'inet filter input',
      open: ['22/tcp', '25/tcp'],
    })
    expect(facts.users.get('admin')?.passwordHash).toMatch(/^\$/)
    expect(facts.groups.get('sudo')?.members).toContain('admin')
    expect(facts.files.get('/etc/hosts')?.text).toContain(server.name)
    expect(facts.files.get('/var/mail/admin')).toMatchObject({ size: 14, text: null, sha256: null })
  })

  test('tell who holds the package lock', async () => {
    const session = await login('root')
    await server.run('touch /var/lib/dpkg/lock-frontend')
    const holder = session.exec('exec flock /var/lib/dpkg/lock-frontend sleep 5')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const facts = await readFacts(await login('root'), request)
    expect(facts.packageManager.lockedBy).toContain('lock-frontend')
    await holder
  })

  test('are read without leaving a trace', async () => {
    const session = await login('root')
    // Once beforehand: apt-cache(8) renews its own cache file where that is outdated.
    await readFacts(session, request)
    await server.run('touch /root/before; sleep 1.1')
    await readFacts(session, request)
    const changed = await server.run(
      'find / -xdev -newer /root/before ! -path "/proc/*" ! -path "/sys/*" ! -path "/var/log/*" ! -path "/run*"',
    )
    expect(changed.stdout).toBe('')
  })

  test('of an unchanged server cost little processor time there', async () => {
    const session = await login('root')
    const installed = { ...request, packages: ['openssh-server', 'nftables'] }
    const times: number[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      const began = performance.now()
      await readFacts(session, installed)
      times.push(performance.now() - began)
    }
    // About 70 ms where nothing else runs; the limit is for machines that are busy with other tests.
    expect(Math.min(...times)).toBeLessThan(1000)
  })
})
