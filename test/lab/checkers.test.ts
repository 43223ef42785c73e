import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runEvent } from '#shared/model/run.ts'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import { requireLab } from './support/requirements.ts'

const every = process.env['MAILWRIGHT_EVERY_RELEASE'] !== undefined
const releases = every ? (['bullseye', 'bookworm', 'trixie'] as const) : (['bookworm'] as const)
const packages = [
  ...['bind9', 'bind9-dnsutils', 'postfix', 'dovecot-imapd', 'dovecot-pop3d', 'dovecot-lmtpd'],
  ...['openssl', 'ca-certificates', 'acl', 'attr'],
]
const spec = {
  domain: 'a.test',
  hostname: 'mail.a.test',
  mailboxes: [{ name: 'alice', password: 'pw-alice' }],
}

// What somebody wrote by hand and never tried: each file with several faults, as people make them.
const faults = {
  bind: `cp /etc/bind/named.conf.local /root/good
cat >>/etc/bind/named.conf.local <<'E'
zone "old.test" { type master; file "/etc/bind/db.old.test"; };
zone "gone.test" { type master; file "/etc/bind/db.gone.test"; };
zone "odd.test" {
	type mistress;
	file "/etc/bind/db.odd.test";
	colour green;
};
E
printf '$TTL 300\\n@ SOA ns root 1 2 3 4 5\\n@ NS ns\\nns A 192.0.2.400\\nwww CNAME ns\\nwww A 192.0.2.1\\n' >/etc/bind/db.old.test
printf '$TTL 300\\n@ SOA ns root 1 2 3 4 5\\n@ NS ns\\nns A 192.0.2.4\\n' >/etc/bind/db.odd.test`,
  dovecot: `cat >/etc/dovecot/conf.d/98-mine.conf <<'E'
colour = green
protocol imap {
  shape = round
}
auth_verbose = maybe
auth_cache_ttl = 5 parsecs
default_login_user = nosuchuser
E`,
  postfix: `cp -a /etc/postfix/main.cf /root/good.cf; cp -a /etc/postfix/master.cf /root/good-master.cf
printf 'colour = green\\nhello world\\nanother line\\n' >>/etc/postfix/main.cf
printf 'foo inet n\\nbar inet maybe - y - - smtpd\\n' >>/etc/postfix/master.cf`,
}
const repairs = {
  bind: 'cat /root/good >/etc/bind/named.conf.local; rm /etc/bind/db.o*.test',
  dovecot: 'rm /etc/dovecot/conf.d/98-mine.conf',
  postfix: 'cat /root/good.cf >/etc/postfix/main.cf; cat /root/good-master.cf >/etc/postfix/master.cf',
}
const wanted = {
  bind: [
    'error /etc/bind/db.old.test:4 notAddress',
    'error /etc/bind/db.old.test:6 cnameAndOther',
    'error /etc/bind/named.conf.local: includes unexpected',
    'error /etc/bind/named.conf.local: includes unknownSetting',
    'error /etc/bind/named.conf.local: includes zoneFileMissing',
  ],
  dovecot: [
    'error /etc/dovecot/conf.d/98-mine.conf:1 unknownSetting',
    'error /etc/dovecot/conf.d/98-mine.conf:3 unknownSetting',
    'error /etc/dovecot/conf.d/98-mine.conf:5 notYesNo',
    'error /etc/dovecot/conf.d/98-mine.conf:6 notTime',
    'error /etc/dovecot/conf.d/98-mine.conf:7 accountMissing',
  ],
  postfix: [
    'error /etc/postfix/main.cf: includes missingEquals',
    'error /etc/postfix/main.cf: includes missingEquals',
    'error /etc/postfix/master.cf: includes masterField',
    'error /etc/postfix/master.cf: includes masterFields',
    'warning /etc/postfix/main.cf: includes unusedParameter',
  ],
}

describe.runIf((await requireLab()).ok).each(releases)('the checkers of a %s', (release) => {
  let server: LabServer
  let mailwright: MailwrightProgram

  beforeAll(async () => {
    mailwright = await mailwrightProgram()
    server = await bootServer({ release, name: 'mail.a.test', packages })
    const made = await server.run(
      `${Object.values(faults).join('\n')}
setfacl -m u:bin:rw /root/good.cf /etc/postfix/main.cf && setfacl -m u:games:r /etc/aliases &&
setfattr -n user.note -v 'by hand' /etc/postfix/main.cf && setfattr -n user.note -v mine /etc/aliases`,
    )
    expect(made, made.stderr).toMatchObject({ code: 0 })
  })
  afterAll(async () => {
    await mailwright.remove()
    await server?.destroy()
  })

  /** Applies, and gives how it ended and what was found, each as severity, place and key. */
  async function apply(): Promise<{ code: string | null; found: string[] }> {
    const { stdout } = await mailwright.run(server, 'apply', { spec, words: ['--yes', '--json'] })
    const events = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => runEvent.parse(JSON.parse(line)))
    const end = events.at(-1)
    const found = events.flatMap((event) => {
      if (event.event !== 'finding') return []
      const { severity, file, line, message } = event.finding
      // Lines of files that the distribution ships differ from release to release.
      const isShipped = file?.endsWith('named.conf.local') || file?.endsWith('.cf')
      const place = isShipped ? `${file ?? ''}: includes` : `${file ?? ''}:${String(line)}`
      if (isShipped) expect(line).toBeGreaterThan(0)
      return [`${severity} ${place} ${message.key.replace('verdict.', '')}`]
    })
    return { code: end?.event === 'end' ? (end.failure?.code ?? null) : 'no end', found: found.sort() }
  }

  const rights = async () =>
    (
      await server.run(
        'cd /etc; getfacl postfix/main.cf postfix/master.cf aliases; getfattr -d -m user postfix/main.cf aliases; cat postfix/main.cf',
      )
    ).stdout

  test('are asked until all that they refuse is known, each with file and line', async () => {
    for (const daemon of ['bind', 'dovecot', 'postfix'] as const) {
      expect(await apply()).toEqual({ code: 'validationFailed', found: wanted[daemon] })
      expect((await server.run(repairs[daemon])).code).toBe(0)
    }
  })

  test('let through what is right, with ACLs and attributes kept, and put back by undo', async () => {
    const before = await rights()
    expect(before).toContain('user:bin:rw-')
    expect(await apply()).toEqual({ code: null, found: [] })
    const after = await rights()
    expect(after).toMatch(/user:bin:rw-\n[^]*user:games:r--[^]*user.note="by hand"[^]*user.note="mine"/)
    expect(after).toContain('mail.a.test')
    expect((await mailwright.run(server, 'undo', { words: ['--yes'] })).code).toBe(0)
    expect(await rights()).toBe(before)
  })
})
