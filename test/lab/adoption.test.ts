import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quoteWords } from '#core/ssh/quote.ts'
import { planView } from '#shared/model/plan.ts'
import { en } from '#shared/locales/en.ts'
import { runCommand } from '#test/support/host-command.ts'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { readServerState } from './server-state.ts'
import { byACarefulAdmin, byTheTutorial } from './set-up-by-hand.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import type { Release } from './support/releases.ts'

const packages = [
  ...['bind9', 'bind9-dnsutils', 'postfix', 'dovecot-imapd', 'dovecot-pop3d', 'dovecot-lmtpd'],
  ...['openssl', 'ca-certificates', 'curl', 'swaks'],
]
const every = process.env['MAILWRIGHT_EVERY_RELEASE'] !== undefined
const releases = ['bullseye', 'bookworm', 'trixie'] as const

let mailwright: MailwrightProgram
/** Installing takes most of the time: where there are two servers only, both are made at once. */
let early: Partial<Record<Release, Promise<LabServer>>> = {}

beforeAll(async () => {
  mailwright = await mailwrightProgram()
  if (!every) early = { bookworm: boot('bookworm', byACarefulAdmin), trixie: boot('trixie', byTheTutorial) }
  await Promise.all(Object.values(early))
})

afterAll(async () => {
  await mailwright.remove()
})

async function boot(release: Release, setUp: string): Promise<LabServer> {
  const server = await bootServer({ release, name: 'mail.adopt.test', packages })
  const result = await server.run(`set -- ${server.address}\n${setUp}`)
  expect(result, result.stderr).toMatchObject({ code: 0 })
  return server
}

/** How many messages an IMAP login finds, or null where it is refused. */
async function messages(server: LabServer, user: string, url = 'imaps://127.0.0.1'): Promise<number | null> {
  const words = [
    'curl',
    '-sk',
    '--max-time',
    '10',
    '-u',
    user,
    `${url}/INBOX`,
    '-X',
    'STATUS INBOX (MESSAGES)',
  ]
  const { code, stdout } = await server.run(quoteWords(words))
  const count = /MESSAGES (\d+)/.exec(stdout)?.[1]
  return code === 0 && count !== undefined ? Number(count) : null
}

async function deliver(server: LabServer, to: string): Promise<number> {
  const words = ['swaks', '--server', '127.0.0.1', '--from', 'x@else.test', '--to', to]
  return (await server.run(quoteWords(words))).code
}

/** What a plan says before its changes, without the name of the catalog, with the table or service that it is about. */
async function notices(server: LabServer, spec: Parameters<MailwrightProgram['run']>[2]): Promise<string[]> {
  const { stdout } = await mailwright.run(server, 'plan', { ...spec, words: ['--json'] })
  return planView.parse(JSON.parse(stdout)).notices.map(({ message: { key, params } }) => {
    const map = params?.['map'] ?? params?.['service']
    return `${key.replace('roles.', '')} ${typeof map === 'string' ? map : ''}`.trim()
  })
}

/** The warnings of a plan by key, with what they are about. */
async function warnings(server: LabServer, spec: Parameters<MailwrightProgram['run']>[2]): Promise<string[]> {
  const { stdout } = await mailwright.run(server, 'plan', { ...spec, words: ['--json'] })
  const plan = planView.parse(JSON.parse(stdout))
  expect(plan.notices.filter(({ blocking }) => blocking)).toEqual([])
  return plan.changes
    .flatMap((change) => change.warnings)
    .map(({ key, params }) => {
      const about = params?.['name'] ?? params?.['domain'] ?? params?.['address']
      return `${key.replace('roles.', '')} ${typeof about === 'string' ? about : ''}`.trim()
    })
}

describe.each(every ? releases : (['bookworm'] as const))('a %s that a careful admin set up', (release) => {
  const spec = {
    domain: 'adopt.test',
    hostname: 'mail.adopt.test',
    mailboxes: [{ name: 'alice', password: 'pw-alice' }],
    aliases: [{ name: 'info', to: ['alice'] }],
  }
  let server: LabServer
  let before: string[]

  beforeAll(async () => {
    server = await (early[release] ?? boot(release, byACarefulAdmin))
    before = await readServerState(server)
  })

  afterAll(async () => {
    await server.destroy()
  })

  async function blocking(): Promise<string[]> {
    const { stdout } = await mailwright.run(server, 'plan', { spec, words: ['--json'] })
    const notices = planView.parse(JSON.parse(stdout)).notices.filter((notice) => notice.blocking)
    return notices.map(({ message }) => message.key)
  }

  test('is told what changes before anything does', async () => {
    const told = await warnings(server, { spec })
    expect(told).toEqual(
      expect.arrayContaining([
        'parameterChangedWarning myhostname',
        'parameterChangedWarning mydomain',
        'parameterChangedWarning ssl',
        'domainBecomesVirtualWarning adopt.test',
        'tableRowReplacedWarning info@adopt.test',
        'routeReplacedWarning adopt.test',
        'mailboxHasLoginWarning alice@adopt.test',
      ]),
    )
    expect(told.join()).not.toContain('certificate')
    expect(await notices(server, { spec })).toEqual(
      expect.arrayContaining([
        'noticeMapFileMissing hash:/etc/postfix/etrn',
        'noticeMapOutdated hash:/etc/postfix/vmailbox',
        'noticeServiceSilent inet:127.0.0.1:10023',
      ]),
    )
    expect(await readServerState(server)).toEqual(before)
  })

  test('keeps users, their mail, domains, zones, tables, comments and the certificate', async () => {
    expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
    expect(await messages(server, 'olduser:pw-old')).toBe(1)
    expect(await messages(server, 'v@foreign.test:pw-v')).toBe(1)
    // The last one is nobody's: the admin's own table sends such mail to olduser.
    for (const to of ['olduser@other.test', 'v@foreign.test', 'info@foreign.test', 'x@adopt.test'])
      expect(await deliver(server, to), to).toBe(0)
    for (const to of ['alice@adopt.test', 'info-tag@adopt.test'])
      expect(await deliver(server, to), to).toBe(0)
    const aliases = await server.run('postalias -q abuse btree:/etc/aliases; postconf -xh alias_database')
    expect(aliases.stdout).toBe('abuse@adopt.test\nbtree:/etc/aliases\n')
    await expect.poll(() => messages(server, 'olduser:pw-old'), { timeout: 30_000 }).toBe(3)
    await expect.poll(() => messages(server, 'v@foreign.test:pw-v'), { timeout: 30_000 }).toBe(3)
    await expect.poll(() => messages(server, 'alice@adopt.test:pw-alice'), { timeout: 30_000 }).toBe(2)
    expect(await messages(server, 'alice@adopt.test:pw-alice-old')).toBe(2)
    const filtered = await server.run('grep -rl "^X-Filtered: yes" /var/vmail/adopt.test/alice | wc -l')
    expect(filtered.stdout.trim()).toBe('2')
    const dig = await server.run('dig +short @127.0.0.1 www.adopt.test; dig +short @127.0.0.1 other.test mx')
    expect(dig.stdout).toBe('192.0.2.80\n5 mx.other.test.\n')
    const config = await server.run(
      'cat /etc/bind/zones/shop.zone /etc/postfix/main.cf /etc/dovecot/local.conf',
    )
    for (const kept of [
      '; do not touch',
      '# customers\nvirtual_mailbox_domains',
      'header_checks',
      '# customers first',
    ])
      expect(config.stdout).toContain(kept)
    for (const place of ['127.0.0.1:993', '127.0.0.1:25 -starttls smtp']) {
      const shown = await server.run(
        `openssl s_client -connect ${place} </dev/null 2>/dev/null | openssl x509 -noout -issuer`,
      )
      expect(shown.stdout).toContain('Some CA')
    }
    const own = [
      '--url',
      'smtps://127.0.0.1',
      '--mail-from',
      'v@foreign.test',
      '--mail-rcpt',
      'alice@adopt.test',
    ]
    const send = (words: readonly string[]) =>
      server.run(
        quoteWords([
          'curl',
          '-sk',
          '--max-time',
          '20',
          '-u',
          'v@foreign.test:pw-v',
          '-T',
          '/etc/hostname',
          ...words,
        ]),
      )
    expect((await send(own)).code).toBe(0)
    expect(
      (await send(own.map((word) => (word === 'v@foreign.test' ? 'alice@adopt.test' : word)))).code,
    ).not.toBe(0)
  })

  test('needs no second plan, and is as it was after an undo', async () => {
    expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
    const undo = await mailwright.run(server, 'undo', { words: ['--yes'] })
    expect(undo).toMatchObject({ code: 0 })
    // 192.0.2.53 may hold a copy of the zone.
    expect(undo.stdout).toMatch(
      /serial 2026010101 of before .* raise the serial in \/etc\/bind\/zones\/shop.zone to \d{10} /,
    )
    expect(await readServerState(server)).toEqual(before)
    // BIND itself, too: by its own rules it reads no file that is older than what it has read.
    expect((await server.run('dig +short @127.0.0.1 adopt.test mx')).stdout).toBe('')
    expect((await server.run('dig +short @127.0.0.1 www.adopt.test')).stdout).toBe('192.0.2.80\n')
    expect(await messages(server, 'olduser:pw-old')).toBe(3)
    expect(await messages(server, 'v@foreign.test:pw-v')).toBe(3)
  })

  test('has a zone that BIND signs changed in its source, and signed again', async () => {
    const place = (from: string, to: string) =>
      server.run(`sed -i 's,${from},${to},' /etc/bind/zones.conf && rndc reconfig && rndc reload adopt.test`)
    const signing = 'dnssec-policy default; inline-signing yes; key-directory "/var/lib/bind/keys";'
    await server.run('install -d -o bind /var/lib/bind/keys; cp /etc/bind/zones/shop.zone /var/lib/bind/')
    await place('file "/etc/bind/zones/shop.zone";', `file "/var/lib/bind/shop.zone"; ${signing}`)
    const signed = (name: string) => async () =>
      (await server.run(`dig +dnssec +short @127.0.0.1 ${name} A`)).stdout
    await expect.poll(signed('www.adopt.test'), { timeout: 30_000 }).toMatch(/^A 13 /m)
    expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
    await expect.poll(signed('mail.adopt.test'), { timeout: 30_000 }).toMatch(/^A 13 /m)
    expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
    expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
    const same = await server.run('cmp /var/lib/bind/shop.zone /etc/bind/zones/shop.zone')
    expect(same).toMatchObject({ code: 0 })
    await expect.poll(signed('www.adopt.test'), { timeout: 30_000 }).toMatch(/^A 13 /m)
    expect(await signed('mail.adopt.test')()).toBe('')
    await server.run('systemctl restart named')
    await expect.poll(signed('www.adopt.test'), { timeout: 30_000 }).toMatch(/^A 13 /m)
    expect(await signed('mail.adopt.test')()).toBe('')
    await place(`file "/var/lib/bind/shop.zone"; ${signing}`, 'file "/etc/bind/zones/shop.zone";')
  })

  test('is left alone where updates wait in a journal', async () => {
    await server.run(': >/etc/bind/zones/shop.zone.jnl')
    expect(await blocking()).toEqual(['roles.noticeZoneJournal'])
    await server.run('rm /etc/bind/zones/shop.zone.jnl')
  })

  test('is left alone where the zone takes updates over the network', async () => {
    await server.run("sed -i 's/allow-transfer/allow-update { localhost; }; &/' /etc/bind/zones.conf")
    expect(await blocking()).toEqual(['roles.noticeZoneDynamic'])
    expect(Object.keys(en.roles)).toContain('noticeZoneDynamic')
  })
})

describe.each(every ? releases : (['trixie'] as const))('a %s that was set up by the tutorial', (release) => {
  let server: LabServer
  let before: string[]
  let sockets: string
  const spec = () => ({
    domain: 'adopt.test',
    hostname: 'mail.adopt.test',
    accounts: 'system' as const,
    access: 'tutorial' as const,
    // The server itself is the trusted network; this computer is elsewhere.
    trustedNetworks: [`${server.address}/32`],
    mailboxes: [{ name: 'user1' }, { name: 'user2' }, { name: 'user3', password: 'pw-user3' }],
  })

  beforeAll(async () => {
    server = await (early[release] ?? boot(release, byTheTutorial))
    before = await readServerState(server)
    sockets = (await server.run('ls /var/spool/postfix/private')).stdout
  })

  afterAll(async () => {
    await server.destroy()
  })

  test('is told that passwords may travel in clear, and what else changes', async () => {
    expect(await warnings(server, { spec: spec() })).toEqual(
      expect.arrayContaining([
        'dovecotOpenWarning',
        'postfixOpenWarning',
        'parameterChangedWarning ssl',
        'parameterChangedWarning allow-recursion',
        ...(release === 'trixie' ? ['dovecotFormerWordsWarning'] : []),
      ]),
    )
  })

  test('lets its users in with their old passwords and mail, in clear from the trusted network only', async () => {
    expect(await mailwright.run(server, 'apply', { spec: spec(), words: ['--yes'] })).toMatchObject({
      code: 0,
    })
    for (const user of ['user1:pw-user1', 'user1@adopt.test:pw-user1']) {
      expect(await messages(server, user)).toBe(1)
      expect(await messages(server, user, `imap://${server.address}`)).toBe(1)
    }
    const clear = (protocol: string) => [
      '-s',
      '--max-time',
      '10',
      '-u',
      'user2:pw-user2',
      `${protocol}://${server.address}/`,
    ]
    expect((await server.run(quoteWords(['curl', ...clear('pop3')]))).code).toBe(0)
    for (const protocol of ['pop3', 'imap'])
      expect((await runCommand('curl', clear(protocol))).code).not.toBe(0)
    for (const to of ['user1@adopt.test', 'user1@mail.adopt.test'])
      expect(await deliver(server, to), to).toBe(0)
    await expect.poll(() => messages(server, 'user1:pw-user1'), { timeout: 30_000 }).toBe(3)
    expect((await server.run('dig +short @127.0.0.1 www.adopt.test')).stdout).toBe('192.0.2.80\n')
    expect(await mailwright.run(server, 'plan', { spec: spec() })).toMatchObject({ code: 0 })
  })

  test('is as it was after an undo, which names where the new mail stays', async () => {
    const undo = await mailwright.run(server, 'undo', { words: ['--yes'] })
    expect(undo).toMatchObject({ code: 0 })
    expect(undo.stdout).toContain('/var/mail/user1')
    expect(await readServerState(server)).toEqual(before)
    expect((await server.run('ls /var/spool/postfix/private')).stdout).toBe(sockets)
    expect((await server.run('ls -l /var/mail/user1')).stdout).toMatch(/^-rw------- 1 user1 mail /)
  })

  test('keeps what somebody wrote since among our lines, and works as before', async () => {
    const files = ['postfix/main.cf', 'dovecot/dovecot.conf', 'bind/named.conf.options', 'aliases', 'shadow']
    const texts = async () =>
      (await server.run(`cd /etc; cat ${files.join(' ')}; postalias -q zhangsan aliases || echo nobody`))
        .stdout
    const former = await texts()
    expect(await mailwright.run(server, 'apply', { spec: spec(), words: ['--yes'] })).toMatchObject({
      code: 0,
    })
    await server.run(`echo '# mine' | tee -a /etc/postfix/main.cf /etc/dovecot/dovecot.conf >/dev/null
sed -i 's/^options.*/& # mine/' /etc/bind/named.conf.options; echo 'zhangsan: user1' >>/etc/aliases; newaliases; useradd late`)
    expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
    const later = (await texts()).replaceAll(/^# mine\n| # mine$|^zhangsan: user1\n|^late:.*\n/gm, '')
    expect(later).toBe(former.replace(/nobody\n$/, 'user1\n'))
    expect(await deliver(server, 'user1@adopt.test')).toBe(0)
    await expect
      .poll(async () => (await server.run('mailq; grep -c "^From " /var/mail/user1')).stdout, {
        timeout: 30_000,
      })
      .toBe('Mail queue is empty\n4\n')
  })
})

describe.skipIf(!every).each(releases)(
  'a %s with the packages as the distribution leaves them',
  { meta: { skipReason: 'runs with MAILWRIGHT_EVERY_RELEASE=1' } },
  (release) => {
    test('becomes the described server, and goes back to the defaults', async () => {
      const server = await boot(release, 'true')
      const spec = {
        domain: 'adopt.test',
        hostname: 'mail.adopt.test',
        mailboxes: [{ name: 'alice', password: 'pw' }],
      }
      const before = await readServerState(server)
      expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
      expect(await mailwright.run(server, 'test', { spec })).toMatchObject({ code: 0 })
      expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
      expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
      expect(await readServerState(server)).toEqual(before)
      await server.destroy()
    })
  },
)

describe.each(every ? releases : (['bookworm'] as const))('a %s with another mail server', (release) => {
  test('has Postfix in its place, is told so, and has it back after an undo', async () => {
    const packages = ['exim4-daemon-light', 'bsd-mailx', 'curl']
    const server = await bootServer({ release, name: 'mail.adopt.test', packages })
    const spec = {
      domain: 'adopt.test',
      hostname: 'mail.adopt.test',
      mailboxes: [{ name: 'alice', password: 'pw' }],
    }
    await server.run(`sed -i "s/^dc_eximconfig_configtype=.*/dc_eximconfig_configtype='internet'/
s/^dc_other_hostnames=.*/dc_other_hostnames='mail.adopt.test:older.test'/
s/^dc_local_interfaces=.*/dc_local_interfaces=''/" /etc/exim4/update-exim4.conf.conf
echo '# mine' >>/etc/exim4/exim4.conf.template; systemctl restart exim4`)
    const before = await readServerState(server)
    expect(await warnings(server, { spec })).toEqual(
      expect.arrayContaining(['packageRivalWarning', 'rivalDomainWarning older.test']),
    )
    expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
    expect(await mailwright.run(server, 'test', { spec })).toMatchObject({ code: 0 })
    expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
    expect(await readServerState(server)).toEqual(before)
    const sent = await server.run(
      'echo hello | mail -s back root; sleep 2; exim4 -bp; grep -c "^Subject: back" /var/mail/mail',
    )
    expect(sent.stdout).toBe('1\n')
    await server.destroy()
  })
})
