import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailwrightProgram, type MailwrightProgram } from './mailwright-program.ts'
import { readServerState } from './server-state.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'
import { releases } from './support/releases.ts'

const spec = {
  domain: 'kept.test',
  hostname: 'mail.kept.test',
  mailboxes: [{ name: 'alice', password: 'pw-alice' }],
}

let mailwright: MailwrightProgram

beforeAll(async () => {
  mailwright = await mailwrightProgram()
})

afterAll(async () => {
  await mailwright.remove()
})

describe.skipIf(!process.env['MAILWRIGHT_EVERY_RELEASE']).each(releases)(
  'a %s on which somebody has installed what needs a package of ours',
  { meta: { skipReason: 'runs with MAILWRIGHT_EVERY_RELEASE=1' } },
  (release) => {
    let server: LabServer
    let before: string[]

    beforeAll(async () => {
      server = await bootServer({ release, name: 'kept.lab.test' })
      before = await readServerState(server)
      const applied = await mailwright.run(server, 'apply', { spec, words: ['--yes'] })
      expect(applied, applied.stdout + applied.stderr).toMatchObject({ code: 0 })
      await server.install(['dovecot-managesieved'])
    })

    afterAll(async () => {
      await server.destroy()
    })

    const installed = async (...names: readonly string[]) =>
      (
        await server.run(
          `dpkg-query -W -f '\${db:Status-Abbrev}\${Package}\\n' ${names.join(' ')} 2>/dev/null`,
        )
      ).stdout

    test('undo takes out all that is not needed, and names what stays and for whom', async () => {
      const { code, stdout } = await mailwright.run(server, 'undo', { words: ['--yes'] })
      expect(code, stdout).toBe(0)
      expect(stdout).toMatch(/because dovecot-managesieved now need them: .*\bdovecot-core\b/)
      expect(await installed('postfix', 'bind9', 'dovecot-core', 'dovecot-managesieved')).toBe(
        'ii dovecot-core\nii dovecot-managesieved\n',
      )
    })

    test('what stays is whole: with its configuration, its account, and able to start', async () => {
      const checks =
        'dpkg --audit; apt-get -q check >/dev/null || echo broken; dpkg -V dovecot-core | grep missing'
      expect((await server.run(checks)).stdout).toBe('')
      expect((await server.run('getent passwd dovecot')).stdout).toMatch(/^dovecot:/)
      expect(await server.run('doveconf -n >/dev/null && systemctl start dovecot')).toMatchObject({ code: 0 })
      expect((await server.run('cat /etc/dovecot/dovecot.conf')).stdout).not.toContain('Mailwright')
    })

    test('nothing of ours is left when that goes too', async () => {
      const names = 'dovecot-managesieved dovecot-sieve dovecot-core'
      const command = `DEBIAN_FRONTEND=noninteractive apt-get -q -y purge --auto-remove ${names}`
      expect(await server.run(command)).toMatchObject({ code: 0 })
      const after = await readServerState(server)
      // The tables of accounts keep what the last packages left in them.
      const isPackages = (line: string) => /^(?:package|port|running|unit|name) /.test(line)
      expect(after.filter(isPackages)).toEqual(before.filter(isPackages))
      expect(after.filter((line) => /mailwright/i.test(line))).toEqual([])
    })
  },
)
