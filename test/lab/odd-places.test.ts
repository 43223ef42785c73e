import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { readServerState } from './server-state.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'

/**
 * A server whose admin keeps main.cf among other files of his own and BIND's directory where its chroot would be, both behind
 * links; with a file of two names, mail in the spool, and Postfix for itself alone.
 */
const setUp = `set -e
cat >>/etc/bind/named.conf.local <<'X'
zone "odd.test" { type master; file "/var/lib/bind/odd.zone"; };
X
cat >/var/lib/bind/odd.zone <<X
\\$TTL 300
@ IN SOA ns1.odd.test. admin.odd.test. ( 5 3600 600 1209600 300 )
@ IN NS ns1.odd.test.
ns1 IN A $1
X
mkdir -p /srv/chroot/etc /srv/cfg /etc/more
mv /etc/bind /srv/chroot/etc/bind && ln -s /srv/chroot/etc/bind /etc/bind && systemctl restart named
postconf -e inet_interfaces=loopback-only 'message_size_limit = 1234567'
mv /etc/postfix/main.cf /srv/cfg/ && ln -s /srv/cfg/main.cf /etc/postfix/main.cf && systemctl restart postfix
ln /etc/hosts /etc/more/hosts
useradd -m alice && echo alice:old | chpasswd && printf 'Subject: old\\n\\nold\\n' | sendmail alice`
const spec = {
  domain: 'odd.test',
  hostname: 'mail.odd.test',
  accounts: 'system' as const,
  mailboxes: [{ name: 'alice', password: 'pw' }],
}
const every = process.env['MAILWRIGHT_EVERY_RELEASE'] !== undefined
let mailwright: MailwrightProgram

beforeAll(async () => {
  mailwright = await mailwrightProgram()
})

afterAll(() => mailwright.remove())

describe.each(every ? (['bullseye', 'bookworm', 'trixie'] as const) : (['bookworm'] as const))(
  'a %s',
  (release) => {
    let server: LabServer
    let before: readonly string[]

    beforeAll(async () => {
      server = await bootServer({
        release,
        name: 'odd.test',
        packages: ['bind9', 'bind9-dnsutils', 'postfix', 'curl', 'swaks'],
      })
      expect(await server.run(`set -- ${server.address}\n${setUp}`)).toMatchObject({ code: 0 })
      before = await state()
    })

    afterAll(async () => {
      await server.destroy()
    })

    /** With what lies behind the links, the second names of files, and the copy of resolv.conf that Postfix asks. */
    async function state(): Promise<readonly string[]> {
      const { stdout } = await server.run(
        `find /srv -type f -exec sha256sum {} + -printf '%p %m %u:%g %T@\\n' | sort; find /etc -type f -links +1; cat /var/spool/postfix/etc/resolv.conf`,
      )
      return [...(await readServerState(server)), ...stdout.split('\n')]
    }

    async function messages(): Promise<string> {
      return (await server.run('curl -sk --max-time 10 -u alice:pw pop3s://127.0.0.1/ | wc -l')).stdout.trim()
    }

    test('a server behind links keeps what it says, and its old mail is found', async () => {
      expect(await mailwright.run(server, 'apply', { spec, words: ['--yes'] })).toMatchObject({ code: 0 })
      expect((await server.run('postconf -h message_size_limit')).stdout).toBe('1234567\n')
      expect(await messages()).toBe('1')
      expect((await server.run('swaks --server 127.0.0.1 --to alice@odd.test --from x@else.test')).code).toBe(
        0,
      )
      await expect.poll(messages, { timeout: 30_000 }).toBe('2')
      expect(await mailwright.run(server, 'plan', { spec })).toMatchObject({ code: 0 })
    })

    test('undo brings back what lies behind them, closes the ports, and keeps a record that somebody added', async () => {
      await server.run('echo "www IN A 192.0.2.8" >>/var/lib/bind/odd.zone')
      expect(await mailwright.run(server, 'undo', { words: ['--yes'] })).toMatchObject({ code: 0 })
      expect(await state()).toEqual(before)
      const asked = await server.run('dig +short @127.0.0.1 www.odd.test; dig +short @127.0.0.1 odd.test mx')
      expect(asked.stdout).toBe('192.0.2.8\n')
      expect((await server.run('grep -c "^From " /var/mail/alice')).stdout).toBe('2\n')
    })
  },
)
