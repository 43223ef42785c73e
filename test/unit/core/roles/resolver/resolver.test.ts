import { describe, expect, it } from 'vitest'
import type { ResolverFacts } from '#core/facts/host-facts.ts'
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
): string[] {
  const facts = bareRelease('12', { resolver: { manager, nameservers: [], search: [], connections } })
  return wholeWish(exampleSpec(), facts)
    .resources.filter(({ group }) => group === 'resolver')
    .map(({ id }) => id)
}

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
      files: new Map([['/etc/resolv.conf', link]]),
    })
    const ids = wholeWish(exampleSpec(), facts).resources.map(({ id }) => id)
    expect(ids).toContain('derived:/run/resolvconf/resolv.conf')
    expect(ids).not.toContain('file:/etc/resolv.conf')
  })

  it('is set through whoever writes /etc/resolv.conf', () => {
    expect(resolverIds('plain')).toEqual(['file:/etc/resolv.conf'])
    expect(resolverIds('resolved-stub')).toContain('unit:systemd-resolved.service')
    expect(resolverIds('resolvconf')).toEqual([
      'file:/etc/resolvconf/resolv.conf.d/head',
      'derived:/etc/resolv.conf',
    ])
    const connection = { dns: '', ignoreAutoDns: 'no' }
    expect(
      resolverIds('networkmanager', [
        { ...connection, uuid: '0a1b2c3d-1', name: 'Wired', device: 'ens3' },
        { ...connection, uuid: '0a1b2c3d-2', name: 'docker0', device: 'docker0' },
      ]),
    ).toEqual(['connection:0a1b2c3d-1'])
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
