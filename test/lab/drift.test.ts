import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { drift, type Drift } from '#shared/model/drift.ts'
import type { ServerSpecInput } from '#shared/model/server-spec.ts'
import { type CommandResult, runCommand } from '#test/support/host-command.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'

const program = join(import.meta.dirname, '../../bin/mailwright')
const spec: ServerSpecInput = {
  domain: 'drift.test',
  hostname: 'mail.drift.test',
  dns: { provider: 'bind', useForServer: false },
  mailboxes: [{ name: 'alice', password: 'pass word' }],
}
let server: LabServer
let home: string
let specFile: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mailwright-drift-'))
  specFile = join(home, 'spec.yaml')
  await writeFile(specFile, `# by hand\n${stringify(spec)}`, { mode: 0o600 })
  server = await bootServer({ release: 'bookworm', name: 'mail.drift.test' })
  await server.addUser('chen', 'login pw', { sudo: true })
})

afterAll(async () => {
  await server.destroy()
  await rm(home, { recursive: true, force: true })
})

function mailwright(...words: string[]): Promise<CommandResult> {
  const host = ['--host', `root@${server.address}`, '--identity', server.identityFile]
  const env = { ...process.env, MAILWRIGHT_HOME: home, LC_ALL: 'C.UTF-8', SSH_AUTH_SOCK: undefined }
  return runCommand(program, [...words, ...host, '--host-key', server.hostKeySha256], { env })
}

async function look(expectedCode: number, ...words: string[]): Promise<Drift> {
  const { code, stdout, stderr } = await mailwright('drift', ...words, '--json')
  expect([code, code === expectedCode ? '' : `${stdout}${stderr}`]).toEqual([expectedCode, ''])
  return drift.parse(JSON.parse(stdout))
}

function named(found: Drift, name: string) {
  const item = found.items.find((one) => one.name === name)
  if (item === undefined)
    throw new Error(`${name} is not among ${found.items.map((one) => one.name).join(', ')}`)
  return item
}

/** A run for these ids; for none of them a run of the whole description. */
async function apply(...ids: string[]): Promise<void> {
  const { code, stderr } = await mailwright(
    'apply',
    specFile,
    '--yes',
    ...ids.flatMap((id) => ['--only', id]),
  )
  expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
}

test('before any run there is nothing to compare with', async () => {
  expect(await look(0)).toMatchObject({ lastRun: null, items: [] })
})

test('right after a run nothing has changed', async () => {
  const applied = await mailwright('apply', specFile, '--yes')
  expect([applied.code, applied.code === 0 ? '' : applied.stderr]).toEqual([0, ''])
  expect(await look(0, specFile)).toMatchObject({
    lastRun: { domain: 'drift.test' },
    items: [],
    unfinishedRun: null,
  })
})

test('what another user does through sudo is listed, with who and when, and nothing else is', async () => {
  const edit = await server.run(
    [
      'echo "login pw" | sudo -S sed -i "s/^inet_interfaces.*/inet_interfaces = loopback-only/" /etc/postfix/main.cf',
      'echo "login pw" | sudo -S sh -c "echo \\"# mine\\" >>/etc/dovecot/dovecot.conf"',
      'echo "login pw" | sudo -S chmod 666 /etc/aliases',
      'echo "login pw" | sudo -S systemctl stop dovecot',
    ].join(' && '),
    { user: 'chen' },
  )
  expect(edit.code).toBe(0)
  const found = await look(2, specFile)
  expect(found.items.map(({ name, aspects }) => [name, ...aspects]).sort()).toEqual([
    ['/etc/aliases', 'rights'],
    ['/etc/dovecot/dovecot.conf', 'changed'],
    ['/etc/postfix/main.cf', 'changed'],
    ['dovecot.service', 'stopped'],
  ])
  for (const item of found.items) {
    expect(item.who[0]).toMatchObject({ how: 'command', sure: true, message: { params: { user: 'chen' } } })
    expect(Math.abs(Date.parse(found.readAt) - Date.parse(item.at ?? ''))).toBeLessThan(120_000)
    expect(item.plan).toBe('changes')
  }
  const mainCf = named(found, '/etc/postfix/main.cf')
  expect(mainCf.before).toMatch(/^inet_interfaces = all$/m)
  expect(mainCf.after).toMatch(/^inet_interfaces = loopback-only$/m)
  expect(mainCf.keepable).toBe(true)
})

test('words for people name it all, without a description too', async () => {
  const { code, stdout } = await mailwright('drift')
  expect(code).toBe(2)
  expect(stdout).toContain('/etc/postfix/main.cf')
  expect(stdout).toContain('chen with sudo: /usr/bin/systemctl stop dovecot')
})

test('one change is kept in the description, the others are put back, and then the plan is empty', async () => {
  const after = await look(2, specFile, '--keep', '/etc/postfix/main.cf')
  expect(after.kept).toEqual(['/etc/postfix/main.cf'])
  expect(after.items.map(({ name }) => name).sort()).toEqual([
    '/etc/aliases',
    '/etc/dovecot/dovecot.conf',
    'dovecot.service',
  ])
  expect(await readFile(specFile, 'utf8')).toMatch(/^# by hand\n[^]*inet_interfaces = loopback-only\n/)
  expect((await stat(specFile)).mode & 0o777).toBe(0o600)

  await apply('unit:dovecot.service')
  expect((await server.run('systemctl is-active dovecot')).stdout.trim()).toBe('active')
  expect((await look(2, specFile)).items.map(({ name }) => name).sort()).toEqual([
    '/etc/aliases',
    '/etc/dovecot/dovecot.conf',
  ])
  await apply('file:/etc/aliases', 'file:/etc/dovecot/dovecot.conf')
  expect((await mailwright('plan', specFile)).code).toBe(0)
  expect((await server.run('postconf -h inet_interfaces')).stdout.trim()).toBe('loopback-only')
  expect(await look(0)).toMatchObject({ items: [] })
})

test('after an undo the run before it is what is compared with', async () => {
  await server.run('rm /etc/aliases')
  expect(named(await look(2, specFile), '/etc/aliases')).toMatchObject({
    aspects: ['removed'],
    plan: 'changes',
    keepable: false,
    before: expect.stringContaining('postmaster') as string,
    after: null,
  })
  const last = (await look(2)).lastRun
  expect((await mailwright('undo', '--yes')).code).toBe(0)
  const before = await look(2)
  expect(before.lastRun?.id).not.toBe(last?.id)
  expect(named(before, '/etc/dovecot/dovecot.conf').aspects).toEqual(['changed'])
})

test('what plans leave as it is stays listed, with its time and who, until somebody decides on it', async () => {
  await apply()
  expect(await look(0, specFile)).toMatchObject({ items: [] })
  await server.run('echo "login pw" | sudo -S sh -c "echo \\"info: root\\" >>/etc/aliases"', { user: 'chen' })
  await server.run('systemctl disable dovecot')
  const before = named(await look(2, specFile), '/etc/aliases')
  expect(before).toMatchObject({
    plan: 'leaves',
    who: [{ sure: true, message: { params: { user: 'chen' } } }],
  })

  await apply('unit:dovecot.service')
  expect((await look(2, specFile)).items).toEqual([before])
  await appendFile(specFile, 'aliases:\n  - name: sales\n    to: [alice]\n')
  await apply()
  expect((await look(2, specFile)).items).toEqual([before])

  expect((await look(0, specFile, '--keep', '/etc/aliases')).items).toEqual([])
  await writeFile(specFile, (await readFile(specFile, 'utf8')).replace('name: sales', 'name: orders'))
  await apply()
  expect((await look(0)).items).toEqual([])
})

test('a run that sets rights decides nothing about the text, which is put back as it was left', async () => {
  const path = '/etc/postfix/main.cf'
  await writeFile(specFile, stringify(spec))
  await apply()
  const left = (await server.run(`cat ${path}`)).stdout
  await server.run(`postconf -e message_size_limit=1000 && chmod 600 ${path}`)
  expect(named(await look(2, specFile), path)).toMatchObject({
    aspects: ['changed', 'rights'],
    plan: 'rights',
  })
  await apply()
  expect(named(await look(2, specFile), path)).toMatchObject({
    aspects: ['changed'],
    plan: 'leaves',
    restorable: true,
    before: left,
  })

  expect((await mailwright('apply', specFile, '--yes', '--put-back', path)).code).toBe(0)
  expect((await server.run(`cat ${path}`)).stdout).toBe(left)
  expect((await look(0, specFile)).items).toEqual([])
  expect((await mailwright('undo', '--yes')).code).toBe(0)
  expect((await server.run('postconf -h message_size_limit')).stdout.trim()).toBe('1000')
  expect(named(await look(2, specFile), path).aspects).toEqual(['changed'])
})
