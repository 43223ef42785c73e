import { describe, expect, it } from 'vitest'
import type { Listener } from '#core/facts/host-facts.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, wholeWish } from '../whole-wish.ts'

function noticeKeys(listener: Partial<Listener>): string[] {
  const listeners: Listener[] = [
    { protocol: 'tcp', address: '0.0.0.0', port: 25, process: 'stranger', ...listener },
  ]
  return wholeWish(
    exampleSpec(),
    bareRelease('12', {
      listeners,
      packages: new Map([['dovecot-core', { version: '1:2.3.19', configured: true }]]),
    }),
  )
    .notices.filter(({ blocking }) => blocking)
    .map((notice) => notice.message.key)
}

describe('a port that is taken', () => {
  it('forbids the plan when the program is none of ours', () => {
    expect(noticeKeys({})).toEqual(['roles.noticePortTaken'])
    expect(noticeKeys({ protocol: 'udp', port: 53, process: 'dnsmasq' })).toEqual(['roles.noticePortTaken'])
  })

  it("is free beside our own daemons and systemd-resolved's stub", () => {
    for (const process of ['master', 'postscreen']) expect(noticeKeys({ process })).toEqual([])
    expect(noticeKeys({ port: 53, address: '127.0.0.53%lo', process: 'systemd-resolve' })).toEqual([])
    expect(noticeKeys({ port: 8080 })).toEqual([])
  })
})

describe('another mail server', () => {
  it('is named before Postfix takes its place', () => {
    const packages = new Map([['exim4-daemon-light', { version: '4.96', configured: true }]])
    const postfix = wholeWish(exampleSpec(), bareRelease('12', { packages })).resources.find(
      ({ id }) => id === 'package:postfix',
    )
    expect(postfix?.warnings).toEqual([
      { key: 'roles.packageRivalWarning', params: { names: 'exim4-daemon-light' } },
    ])
  })

  it('is named with the domains that it served besides', () => {
    const packages = new Map([
      ['exim4-daemon-light', { version: '4.96', configured: true }],
      ['sendmail-bin', { version: '8.17', configured: true }],
    ])
    const files = new Map([
      [
        '/etc/exim4/update-exim4.conf.conf',
        fileFact(
          "dc_eximconfig_configtype='internet'\ndc_other_hostnames='Old.test:example.test;localhost'\n",
        ),
      ],
      ['/etc/mail/local-host-names', fileFact('# ours\nlocalhost\nelder.test # kept\n')],
    ])
    const postfix = wholeWish(exampleSpec(), bareRelease('12', { packages, files })).resources.find(
      ({ id }) => id === 'package:postfix',
    )
    expect(postfix?.warnings?.map(({ params }) => params?.['domain'])).toEqual([
      undefined,
      'old.test',
      'elder.test',
    ])
  })
})

describe('a server that another program looks after', () => {
  it('is left to it, and the program is named', () => {
    for (const [path, name] of [
      ['/usr/local/cpanel/version', 'cPanel'],
      ['/www/server/panel', '宝塔 / aaPanel'],
      ['/opt/mailcow-dockerized', 'mailcow'],
    ] as const) {
      const { notices } = wholeWish(
        exampleSpec(),
        bareRelease('12', { files: new Map([[path, fileFact('')]]) }),
      )
      expect(notices.filter(({ blocking }) => blocking)).toEqual([
        { blocking: true, message: { key: 'roles.noticeOtherPanel', params: { name, path } } },
      ])
    }
  })
})

describe('what an upgrade left half installed', () => {
  it('is finished, though the others bring it along and nobody wishes it by name', () => {
    const ids = (configured: boolean) =>
      wholeWish(
        exampleSpec(),
        bareRelease('13', { packages: new Map([['dovecot-core', { version: '1:2.4.1', configured }]]) }),
      ).resources.map(({ id }) => id)
    expect(ids(false)).toContain('package:dovecot-core')
    expect(ids(true)).not.toContain('package:dovecot-core')
  })
})

describe('an address that only the server itself reaches', () => {
  it('is not told to others, however one is connected', () => {
    const blocking = (spec: Parameters<typeof wholeWish>[0]) =>
      wholeWish(spec, bareRelease('12'))
        .notices.filter((notice) => notice.blocking)
        .map(({ message: { key } }) => key)
    const reached = { ...exampleSpec(), address: '127.0.0.1' }
    expect(blocking(reached)).toEqual(['roles.noticeAddressLoopback'])
    expect(blocking({ ...reached, dns: { provider: 'manual' } })).toEqual([])
  })
})
