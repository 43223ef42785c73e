import { describe, expect, it } from 'vitest'
import type { HostFacts, ResolverFacts } from '#core/facts/host-facts.ts'
import {
  ownDhclientConf,
  ownDhcpcdConf,
  ownOpenresolvConf,
  ownResolvConf,
} from '#core/roles/resolver/resolv-conf.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, wholeWish } from '../whole-wish.ts'

function resolverIds(
  manager: ResolverFacts['manager'],
  connections: ResolverFacts['connections'] = [],
  changes: Partial<HostFacts> = {},
): string[] {
  const resolver = { manager, nameservers: [], search: [], connections }
  const facts = bareRelease('12', { resolver, ...changes })
  return wholeWish(exampleSpec(), facts)
    .resources.filter(({ group }) => group === 'resolver')
    .map(({ id }) => id)
}

const resolvconfFiles = new Map([
  ['/etc/resolvconf/resolv.conf.d', fileFact('', { type: 'directory', text: null })],
])

describe('the resolver', () => {
  it('keeps search list, options and comments of resolv.conf', () => {
    expect(
      ownResolvConf('# by hand\nsearch lan\nnameserver 1.1.1.1\nnameserver 8.8.8.8\noptions edns0\n'),
    ).toBe('# by hand\nnameserver 127.0.0.1\nsearch lan\noptions edns0\n')
    expect(ownResolvConf(ownResolvConf(null))).toBe('nameserver 127.0.0.1\n')
  })

  it('tells the DHCP client once', () => {
    const once = ownDhclientConf('request subnet-mask;\nsupersede domain-name-servers 9.9.9.9;\n')
    expect(once).toBe('request subnet-mask;\nsupersede domain-name-servers 127.0.0.1;\n')
    expect(ownDhclientConf(once)).toBe(once)
  })

  it('tells the other DHCP client and openresolv once', () => {
    expect(ownDhcpcdConf('hostname')).toBe('hostname\nnohook resolv.conf\n')
    expect(ownDhcpcdConf('nohook lookup-hostname, resolv.conf\n')).toBe(
      'nohook lookup-hostname, resolv.conf\n',
    )
    const once = ownOpenresolvConf('name_servers=9.9.9.9\nsearch_domains=lan\n')
    expect(once).toBe('name_servers=127.0.0.1\nsearch_domains=lan\n')
    expect(ownOpenresolvConf(once)).toBe(once)
  })

  it('leaves the link of resolvconf and lets what it leads to be made anew', () => {
    const link = fileFact('', { type: 'link', text: null, target: '../run/resolvconf/resolv.conf' })
    const facts = bareRelease('12', {
      resolver: { manager: 'resolvconf', nameservers: [], search: [], connections: [] },
      files: new Map([...resolvconfFiles, ['/etc/resolv.conf', link]]),
    })
    const ids = wholeWish(exampleSpec(), facts).resources.map(({ id }) => id)
    expect(ids).toContain('derived:/run/resolvconf/resolv.conf')
    expect(ids).not.toContain('file:/etc/resolv.conf')
  })

  it('is set through whoever writes /etc/resolv.conf', () => {
    expect(resolverIds('plain')).toEqual(['file:/etc/resolv.conf'])
    expect(resolverIds('resolved-stub')).toContain('unit:systemd-resolved.service')
    expect(resolverIds('resolvconf', [], { files: resolvconfFiles })).toEqual([
      'file:/etc/resolvconf/resolv.conf.d/head',
      'derived:/etc/resolv.conf',
    ])
    const connection = { settings: { 'ipv4.method': 'auto', 'ipv6.method': 'auto' } }
    expect(
      resolverIds('networkmanager', [
        { ...connection, uuid: '0a1b2c3d-1', name: 'Wired', device: 'ens3' },
        { ...connection, uuid: '0a1b2c3d-2', name: 'docker0', device: 'docker0' },
      ]),
    ).toEqual(['connection:0a1b2c3d-1'])
  })

  it('is a file of its own where its keeper has gone and left a link', () => {
    const gone = { load: 'not-found', active: 'inactive', enabled: '' }
    const units = new Map([
      ['systemd-resolved.service', gone],
      ['NetworkManager.service', gone],
    ])
    for (const manager of ['resolved', 'resolved-stub', 'networkmanager', 'resolvconf'] as const)
      expect(resolverIds(manager, [], { units })).toEqual(['file:/etc/resolv.conf'])
  })

  it('gives a connection no servers of the other family, and none where a family is off', () => {
    const settings = (method4: string, method6: string) => {
      const connection = {
        uuid: '0a1b2c3d-1',
        name: 'Wired',
        device: 'ens3',
        settings: { 'ipv4.method': method4, 'ipv6.method': method6, 'ipv6.dns': '2001:db8::53' },
      }
      const facts = bareRelease('12', {
        resolver: { manager: 'networkmanager', nameservers: [], search: [], connections: [connection] },
      })
      const found = wholeWish(exampleSpec(), facts).resources.find(({ kind }) => kind === 'connection')
      return found?.kind === 'connection'
        ? {
            warned: found.warnings?.length,
            told: found.settings.map(({ property, value }) => `${property}=${value}`),
          }
        : null
    }
    expect(settings('auto', 'auto')).toEqual({
      warned: 1,
      told: ['ipv4.dns=127.0.0.1', 'ipv4.ignore-auto-dns=yes', 'ipv6.dns=', 'ipv6.ignore-auto-dns=yes'],
    })
    expect(settings('manual', 'disabled')?.told).toEqual(['ipv4.dns=127.0.0.1', 'ipv4.ignore-auto-dns=yes'])
    expect(settings('disabled', 'auto')?.told).toEqual(['ipv6.dns=::1', 'ipv6.ignore-auto-dns=yes'])
    expect(settings('disabled', 'ignore')).toBeNull()
  })

  it('is left alone where the description says so', () => {
    const spec = exampleSpec({ dns: { provider: 'manual' } })
    const groups = wholeWish(spec, bareRelease('12')).resources.map(({ group }) => group)
    expect(groups).not.toContain('resolver')
    expect(groups).not.toContain('bind')
  })

  it('makes Postfix start again, whose chroot has a copy of resolv.conf', () => {
    const unit = wholeWish(exampleSpec(), bareRelease('12')).resources.find(
      ({ id }) => id === 'unit:postfix.service',
    )
    expect(unit).toMatchObject({ restartOn: ['file:/etc/resolv.conf'], watch: 'postfix@-.service' })
  })
})
