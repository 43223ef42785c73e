import { compareAll } from '#core/plan/compare.ts'
import type { FileResource, Resource, UnitResource } from '#core/plan/resource.ts'
import { message } from '#shared/message.ts'
import { bareServer, fileFact } from '#test/support/host-facts.ts'
import { describe, expect, it } from 'vitest'

const common = {
  group: 'postfix',
  title: message('apply.engineStepPostfix'),
  reason: message('apply.engineStepPostfix'),
} as const

const mainCf: FileResource = {
  ...common,
  kind: 'file',
  id: 'file:/etc/postfix/main.cf',
  path: '/etc/postfix/main.cf',
  content: 'myhostname = mail.example.test\n',
  mode: 0o644,
  owner: 'root',
  ownerGroup: 'root',
}

const postfix: UnitResource = {
  ...common,
  kind: 'unit',
  id: 'unit:postfix.service',
  name: 'postfix.service',
  watch: 'postfix@-.service',
  reloadOn: [mainCf.id],
  restartOn: ['file:/etc/resolv.conf'],
}

const running = new Map([
  ['postfix.service', { load: 'loaded', active: 'active', enabled: 'enabled' }],
  ['postfix@-.service', { load: 'loaded', active: 'active', enabled: 'indirect' }],
])

const present = (text: string) => new Map([[mainCf.path, fileFact(text)]])

function actions(resources: readonly Resource[], facts: Parameters<typeof bareServer>[0]) {
  return compareAll(resources, bareServer(facts)).map(({ resource, action, unitAction }) => [
    resource.id,
    unitAction ?? action,
  ])
}

describe('compareAll', () => {
  it('finds nothing to do on a server that is as wished', () => {
    expect(actions([mainCf, postfix], { files: present(mainCf.content), units: running })).toEqual([])
  })

  it('creates what is not there and starts its service', () => {
    expect(actions([mainCf, postfix], {})).toEqual([
      [mainCf.id, 'create'],
      [postfix.id, 'start'],
    ])
  })

  it('says that a link gives way to a file, and shows what changes in the text', () => {
    const link = fileFact('x = y\n', { type: 'link', target: '/srv/main.cf' })
    const [difference] = compareAll([mainCf], bareServer({ files: new Map([[mainCf.path, link]]) }))
    expect(difference).toMatchObject({
      before: 'x = y\n',
      resource: {
        warnings: [
          { key: 'roles.linkReplacedWarning', params: { path: mainCf.path, target: '/srv/main.cf' } },
        ],
      },
    })
  })

  it('stops the unit of an earlier release before the present one starts', () => {
    const daemon = { ...postfix, watch: 'postfix.service', formerUnits: ['postfix@-.service'] }
    const [difference] = compareAll([daemon], bareServer({ units: running }))
    expect(difference).toMatchObject({ unitAction: 'restart', retires: ['postfix@-.service'] })
    const stopped = new Map([['postfix.service', { load: 'loaded', active: 'active', enabled: 'enabled' }]])
    expect(compareAll([daemon], bareServer({ units: stopped }))).toEqual([])
  })

  it('reloads a running service only after a change of its own files', () => {
    expect(actions([mainCf, postfix], { files: present('x = y\n'), units: running })).toEqual([
      [mainCf.id, 'update'],
      [postfix.id, 'reload'],
    ])
  })

  it('restarts rather than reloads where both are due', () => {
    const resolver: FileResource = {
      ...mainCf,
      id: 'file:/etc/resolv.conf',
      path: '/etc/resolv.conf',
      group: 'resolver',
    }
    expect(
      actions([postfix, mainCf, resolver], { files: present('x = y\n'), units: running }).at(-1),
    ).toEqual([postfix.id, 'restart'])
  })

  it('believes the watched unit, not the one that always says active', () => {
    const dead = new Map(running).set('postfix@-.service', {
      load: 'loaded',
      active: 'failed',
      enabled: 'indirect',
    })
    expect(actions([postfix], { units: dead })).toEqual([[postfix.id, 'start']])
  })

  it('sees rights that differ though the bytes are the same', () => {
    const files = new Map([[mainCf.path, fileFact(mainCf.content, { mode: 0o666 })]])
    const [difference] = compareAll([mainCf], bareServer({ files }))
    expect([difference?.before, difference?.after]).toEqual(['0666 root:root', '0644 root:root'])
  })

  it('leaves the mask of an ACL to those who wrote it', () => {
    const fact = { ...fileFact(mainCf.content), mode: 0o664 }
    expect(actions([mainCf], { files: new Map([[mainCf.path, fact]]) })).toHaveLength(1)
    const withAcl = { ...fact, acl: true } as const
    expect(actions([mainCf], { files: new Map([[mainCf.path, withAcl]]) })).toEqual([])
    const readable = { ...withAcl, mode: 0o666 }
    expect(actions([mainCf], { files: new Map([[mainCf.path, readable]]) })).toHaveLength(1)
  })

  it('makes a derived file again after its source changes', () => {
    const aliases: FileResource = {
      ...mainCf,
      id: 'file:/etc/aliases',
      path: '/etc/aliases',
      content: 'a: b\n',
    }
    const database: Resource = {
      ...common,
      kind: 'derived',
      id: 'derived:/etc/aliases.db',
      path: '/etc/aliases.db',
      from: '/etc/aliases',
      command: ['newaliases'],
    }
    const files = new Map([
      ['/etc/aliases', fileFact('old: x\n')],
      ['/etc/aliases.db', fileFact('', { modified: 1_800_000_000 })],
    ])
    expect(actions([database, aliases], { files })).toEqual([
      [aliases.id, 'update'],
      [database.id, 'run'],
    ])
    expect(actions([database], { files })).toEqual([])
  })

  it('asks nothing of a firewall that is not there', () => {
    const port: Resource = {
      ...common,
      group: 'firewall',
      kind: 'port',
      id: 'port:25/tcp',
      port: 25,
      protocol: 'tcp',
    }
    expect(actions([port], {})).toEqual([])
    const firewall = { kind: 'ufw', scope: null, open: ['22/tcp'], rules: '' } as const
    expect(actions([port], { firewall })).toEqual([[port.id, 'create']])
  })

  it('renews a certificate that ends within thirty days or lacks a name', () => {
    const wish: Resource = {
      ...common,
      group: 'tls',
      kind: 'certificate',
      id: 'certificate:mail',
      certPath: '/etc/mailwright/tls/cert.pem',
      keyPath: '/etc/mailwright/tls/key.pem',
      names: ['mail.example.test'],
      days: 825,
    }
    const files = new Map([[wish.keyPath, fileFact('')]])
    const certificate = (notAfter: string, names: string[]) => ({
      files,
      certificates: new Map([
        [wish.certPath, { subject: '', names, notAfter, fingerprint: '', selfSigned: true }],
      ]),
    })
    expect(actions([wish], certificate('2027-11-22T00:00:00Z', ['mail.example.test']))).toEqual([])
    expect(actions([wish], certificate('2026-12-01T00:00:00Z', ['mail.example.test']))).toEqual([
      [wish.id, 'update'],
    ])
    expect(actions([wish], certificate('2027-11-22T00:00:00Z', ['old.example.test']))).toEqual([
      [wish.id, 'update'],
    ])
  })
})
