import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quoteWords } from '#core/ssh/quote.ts'
import { planView } from '#shared/model/plan.ts'
import { rehearsal, type Rehearsal } from '#shared/model/rehearsal.ts'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'

const domain = 'upgrade.test'
const passwords = { alice: 'al-ice pw 1', bob: 'bob pw 中文' }

/**
 * An upgrade takes some five minutes and downloads a hundred megabytes. Both answers to the questions of the package manager
 * and both kinds of accounts are tried: the one, all are kept; the other, all are replaced.
 */
const cases = [
  ['bookworm', 'virtual', 'confold', 'restarted'],
  ['bookworm', 'system', 'confnew', 'running on'],
  ['bullseye', 'system', 'confold', 'running on'],
  ['bullseye', 'virtual', 'confnew', 'restarted'],
] as const

/** What comes after a release, and whether its Dovecot reads the configuration of the one before. */
const upgrades = {
  bullseye: { to: 'bookworm', names: ['Debian 11', 'Debian 12'], dovecot: /^2\.3\.19/, breaks: false },
  bookworm: { to: 'trixie', names: ['Debian 12', 'Debian 13'], dovecot: /^2\.4/, breaks: true },
} as const

let mailwright: MailwrightProgram

beforeAll(async () => {
  mailwright = await mailwrightProgram()
})

afterAll(async () => {
  await mailwright.remove()
})

describe.skipIf(!process.env['MAILWRIGHT_EVERY_RELEASE']).each(cases)(
  'a %s with %s mailboxes, upgraded to the next release with --force-%s and %s',
  { meta: { skipReason: 'runs with MAILWRIGHT_EVERY_RELEASE=1' } },
  (release, accounts, answer, afterwards) => {
    const { to, names, dovecot, breaks } = upgrades[release]
    const spec = {
      domain,
      hostname: `mail.${domain}`,
      dns: { provider: 'bind' as const, forwarders: [], useForServer: false },
      accounts,
      mailboxes: [
        { name: 'alice', password: passwords.alice },
        { name: 'bob', password: passwords.bob },
      ],
      aliases: [{ name: 'info', to: ['alice'] }],
    }
    const login = (name: string): string => (accounts === 'virtual' ? `${name}@${domain}` : name)
    let server: LabServer
    let found: Rehearsal
    let before: Mailboxes
    let secondRun = ''

    beforeAll(async () => {
      server = await bootServer({ release, name: 'old.lab.test', packages: ['curl'] })
    }, 300_000)

    afterAll(async () => {
      await server.destroy()
    })

    test('is set up, changed once, and holds mail', async () => {
      await succeed('apply', { words: ['--yes'], spec })
      const firstRun = await lastRun()
      // A run that changes a configuration which is there already.
      await succeed('apply', { words: ['--yes'] })
      secondRun = await lastRun()
      expect(secondRun).not.toBe(firstRun)
      for (let n = 1; n <= 5; n += 1)
        await server.run('sendmail -f x@example.org alice@upgrade.test bob@upgrade.test', {
          stdin: `Subject: letter ${String(n)}\n\nbody ${String(n)} ${'x'.repeat(n * 700)}\n.\n`,
        })
      await expect.poll(async () => (await readMailboxes()).bob?.length, { timeout: 30_000 }).toBe(5)
      before = await readMailboxes()
    }, 400_000)

    type Options = Omit<NonNullable<Parameters<MailwrightProgram['run']>[2]>, 'spec'> & { spec?: typeof spec }
    /** With the name of the server that the second run gives it. */
    const run = (command: string, options: Options = {}) =>
      mailwright.run(server, command, { spec: { ...spec, hostname: `mx.${domain}` }, ...options })

    async function succeed(command: string, options: Options = {}): Promise<void> {
      const result = await run(command, options)
      expect(result, result.stdout + result.stderr).toMatchObject({ code: 0 })
    }

    async function lastRun(): Promise<string> {
      const { stdout } = await mailwright.run(server, 'runs', { words: ['--json'] })
      const runs = JSON.parse(stdout) as readonly { id: string; startedAt: string }[]
      return runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))[0]?.id ?? ''
    }

    type Mailboxes = Record<string, readonly { uid: string; bytes: string }[]>

    /** What POP3 tells of each mailbox: unique ids (RFC 1939 §7) and every byte. */
    async function readMailboxes(): Promise<Mailboxes> {
      const told: Mailboxes = {}
      for (const name of ['alice', 'bob'] as const) {
        const user = `${login(name)}:${passwords[name]}`
        const ask = async (...words: readonly string[]): Promise<string> =>
          (await server.run(quoteWords(['curl', '-sk', '--max-time', '15', '--user', user, ...words]))).stdout
        const uids = (await ask('pop3s://127.0.0.1/', '-X', 'UIDL')).split(/\r?\n/).filter(Boolean)
        told[name] = []
        for (const line of uids) {
          const [number = '', uid = ''] = line.split(' ')
          told[name] = [...told[name], { uid, bytes: await ask(`pop3s://127.0.0.1/${number}`) }]
        }
      }
      return told
    }

    test('the rehearsal downloads, judges, changes nothing and leaves nothing', async () => {
      const state =
        'find /etc /var/lib /var/spool/postfix/etc -xdev -type f -newer /root/mark; ls /var/cache; systemctl list-timers --all'
      await server.run('touch /root/mark')
      const result = await run('rehearse', { words: ['--yes', '--json'] })
      expect(result.code, result.stdout + result.stderr).toBe(0)
      found = rehearsal.parse(JSON.parse(result.stdout))
      expect(found).toMatchObject({ from: names[0], to: names[1], ok: true })
      const doveconf = found.checks.find(({ name }) => name === 'doveconf')
      expect(doveconf).toMatchObject({
        asIs: { state: breaks ? 'fails' : 'holds' },
        kept: { state: 'holds' },
      })
      if (breaks) {
        expect(found.questions).toContain('/etc/dovecot/dovecot.conf')
        expect(doveconf).toMatchObject({ replaced: { state: 'holds' } })
        expect(doveconf?.asIs.words).toContain('dovecot_config_version')
        expect(found.lost.map(({ name }) => name)).toContain('mail_location')
      } else expect(found.lost).toEqual([])
      expect(found.upgrade?.upgraded).toBeGreaterThan(50)
      const after = (await server.run(state)).stdout
      expect(after).not.toContain('rehearsal')
      expect(after).not.toContain('/etc/')
      expect(await readMailboxes()).toEqual(before)
    }, 300_000)

    test('the upgrade asks what the rehearsal said it would', async () => {
      await server.run(`sed -i s/${release}/${to}/ /etc/apt/sources.list && apt-get -q update`)
      const words = ['-y', '-o', `Dpkg::Options::=--force-${answer}`, 'dist-upgrade']
      // ucf(1) knows no options of dpkg's.
      const frontend = `DEBIAN_FRONTEND=noninteractive UCF_FORCE_${answer.toUpperCase()}=1`
      const { stdout } = await server.run(`env ${frontend} apt-get ${quoteWords(words)} </dev/null 2>&1`, {
        timeout: 900_000,
      })
      const asked = [...stdout.matchAll(/^Configuration file '(.*)'$/gm)].map(([, path]) => path)
      const conffiles = found.questions.filter((path) => !path.startsWith('/etc/dovecot/'))
      expect(asked.filter((path) => path?.startsWith('/etc/bind/'))).toEqual(
        conffiles.filter((path) => path.startsWith('/etc/bind/')),
      )
      expect((await server.run('dovecot --version')).stdout).toMatch(dovecot)
      if (answer === 'confold' && breaks)
        expect((await server.run('systemctl is-active dovecot')).stdout.trim()).not.toBe('active')
      if (afterwards === 'restarted') {
        await server.powerOff()
        await server.powerOn()
      }
    }, 900_000)

    test.runIf(breaks)(
      'undo of a run that would bring back the old words is refused, and changes nothing',
      async () => {
        const result = await mailwright.run(server, 'undo', { words: ['--run', secondRun, '--yes'] })
        expect(result.code).toBe(1)
        expect(result.stdout + result.stderr).toContain('The system was upgraded since this run')
        expect(result.stdout + result.stderr).toContain('Its undo would put back /etc/dovecot/dovecot.conf')
        const { stdout } = await mailwright.run(server, 'runs', { words: ['--json'] })
        const runs = JSON.parse(stdout) as readonly { id: string; state: string }[]
        expect(runs.find(({ id }) => id === secondRun)?.state).toBe('done')
      },
    )

    test('one plan, which is what the rehearsal showed, repairs the server', async () => {
      const { stdout } = await run('plan', { words: ['--json'] })
      const plan = planView.parse(JSON.parse(stdout))
      const shown = new Map(plan.changes.map(({ id, after }) => [id, after]))
      if (answer === 'confold')
        for (const { id, after } of found.changes) expect(shown.get(id), id).toBe(after)
      await succeed('apply', { words: ['--yes'] })
      await succeed('plan')
      expect((await server.run('dpkg --audit; systemctl --failed --no-legend --plain')).stdout).not.toMatch(
        /dovecot|postfix|named|bind9/,
      )
    }, 300_000)

    test('all mail is there, byte for byte, under the ids that clients have seen', async () => {
      expect(await readMailboxes()).toEqual(before)
    })

    test('new mail goes round, and stays after a restart', async () => {
      await succeed('test', { words: ['--json'] })
      await server.powerOff()
      await server.powerOn()
      await expect.poll(async () => (await run('test')).code, { timeout: 60_000 }).toBe(0)
      await succeed('plan')
      expect(await readMailboxes()).toEqual(before)
      // Where there was nothing to repair, no run has seen the new versions.
      expect((await mailwright.run(server, 'drift', { words: ['--json'] })).code).toBe(breaks ? 0 : 2)
    }, 200_000)

    test('nothing is left to upgrade, and nothing half done', async () => {
      const command = 'DEBIAN_FRONTEND=noninteractive apt-get -y dist-upgrade </dev/null && dpkg --audit'
      const { code, stdout } = await server.run(command, { timeout: 300_000 })
      expect(code).toBe(0)
      expect(stdout).toContain('0 upgraded, 0 newly installed')
      expect(stdout).not.toMatch(/not fully installed/)
    }, 300_000)

    test('the repair can be taken back and done again, and the mail stays', async () => {
      const undone = await mailwright.run(server, 'undo', { words: ['--yes'] })
      expect(undone.code, undone.stdout + undone.stderr).toBe(0)
      expect((await server.run('ss -Hltn sport = :25')).stdout).toContain(':25')
      await succeed('apply', { words: ['--yes'] })
      expect(await readMailboxes()).toEqual(before)
    }, 300_000)

    test.skipIf(breaks)(
      'all runs can be taken back across the upgrade, with no mail lost',
      async () => {
        const states = async () => {
          const { stdout } = await mailwright.run(server, 'runs', { words: ['--json'] })
          return (JSON.parse(stdout) as readonly { state: string }[]).map(({ state }) => state)
        }
        while ((await states()).includes('done')) {
          const undone = await mailwright.run(server, 'undo', { words: ['--yes'] })
          expect(undone.code, undone.stdout + undone.stderr).toBe(0)
        }
        const ours =
          'dpkg --audit; systemctl --failed --no-legend --plain; dpkg-query -W postfix bind9 dovecot-core'
        expect((await server.run(`${ours} 2>/dev/null`)).stdout).toBe('')
        const letters = `grep -rl '^Subject: letter' /var/lib/mailwright/archive | grep -cE '/(cur|new)/'`
        expect((await server.run(letters)).stdout).toBe('10\n')
      },
      300_000,
    )
  },
)
