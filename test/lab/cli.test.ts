import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resumeRun } from '#core/apply/runs.ts'
import { connect as openSession } from '#core/ssh/connect.ts'
import { quoteWords } from '#core/ssh/quote.ts'
import { failureOf } from '#shared/fail.ts'
import { Secret } from '#shared/secret.ts'
import { type CommandResult, runCommand } from '#test/support/host-command.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'

const program = join(import.meta.dirname, '../../bin/mailwright')
const spec = `domain: terminal.test
hostname: mail.terminal.test
dns: { provider: bind, useForServer: false }
mailboxes: [{ name: alice, password: "pass word" }]
`
let server: LabServer
let home: string
let specFile: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mailwright-cli-'))
  specFile = join(home, 'spec.yaml')
  await writeFile(specFile, spec)
  server = await bootServer({ release: 'bookworm', name: 'terminal.lab.test' })
  await server.addUser('admin', 'login & "sudo" pw', { sudo: true })
  await server.addUser('guest', 'guest pw')
})

afterAll(async () => {
  await server.destroy()
  await rm(home, { recursive: true, force: true })
})

/** The environment of a user who has neither agent nor keys. */
function environment(data: string): NodeJS.ProcessEnv {
  const own = {
    HOME: join(home, 'nobody'),
    MAILWRIGHT_HOME: join(home, data),
    XDG_CACHE_HOME: join(home, 'cache'),
  }
  return { ...process.env, ...own, LC_ALL: 'C.UTF-8', SSH_AUTH_SOCK: undefined }
}

function mailwright(
  words: string[],
  options: { data?: string; stdin?: string } = {},
): Promise<CommandResult> {
  return runCommand(program, words, { env: environment(options.data ?? 'data'), stdin: options.stdin })
}

const at = (user: string): string[] => ['--host', `${user}@${server.address}`]
const withKey = (): string[] => ['--identity', server.identityFile]

/**
 * The same at a terminal that script(1) gives: each answer is typed when its question stands there. Everything shown comes
 * in `stdout`.
 */
async function atTerminal(
  words: string[],
  dialogue: readonly (readonly [question: string, answer: string])[],
  data: string,
): Promise<Pick<CommandResult, 'code' | 'stdout'>> {
  const command = quoteWords([program, ...words])
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...environment(data), SHELL: '/bin/sh' },
    stdio: 'pipe',
  })
  let stdout = ''
  let read = 0
  const open = [...dialogue]
  for await (const chunk of child.stdout) {
    stdout += String(chunk)
    const [next] = open
    const at = next === undefined ? -1 : stdout.indexOf(next[0], read)
    if (next === undefined || at < 0) continue
    read = at + next[0].length
    open.shift()
    child.stdin.write(next[1])
  }
  if (child.exitCode === null) await once(child, 'close')
  return { code: child.exitCode ?? -1, stdout }
}

function failureIn(result: CommandResult): unknown {
  return JSON.parse(result.stdout.trimEnd().split('\n').at(-1) ?? '')
}

test('an unknown host key is shown and refused where nobody can be asked', async () => {
  const result = await mailwright(['runs', ...at('root'), ...withKey(), '--json'])
  expect(result.code).toBe(1)
  expect(failureIn(result)).toMatchObject({ event: 'end', ok: false, failure: { code: 'hostKeyUnknown' } })
})

test('a wrong host key is refused, and what was approved once needs no flag again', async () => {
  const wrong = ['--host-key', `SHA256:${'A'.repeat(43)}`]
  const refused = await mailwright(['runs', ...at('root'), ...withKey(), '--json', ...wrong], {
    data: 'pins',
  })
  expect(failureIn(refused)).toMatchObject({ failure: { code: 'hostKeyChanged' } })
  const words = ['runs', ...at('root'), ...withKey()]
  expect(await mailwright([...words, '--accept-new-host-key'], { data: 'pins' })).toMatchObject({ code: 0 })
  expect(await mailwright(words, { data: 'pins' })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing has been run') as string,
  })
})

test('at a terminal the host key is settled first, and holds although the password is wrong; Ctrl-C leaves without a word', async () => {
  const words = ['runs', ...at('root'), '--password-stdin']
  const wrong = await atTerminal(
    words,
    [
      ['(yes/no)', 'yes\n'],
      ['Password of root', 'wrong\n'],
    ],
    'seat',
  )
  expect(wrong).toMatchObject({ code: 1, stdout: expect.stringContaining('refused the login') as string })
  const left = await atTerminal(words, [['Password of root', '\u0003']], 'seat')
  expect(left.code).toBe(130)
  expect(left.stdout.trim()).toMatch(/^Password of root on \S+:$/)
  const right = await atTerminal(words, [['Password of root', `${server.rootPassword}\n`]], 'seat')
  expect(right).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing has been run') as string })
})

test('a password from standard input logs in, and a wrong one is told', async () => {
  const words = ['runs', ...at('root'), '--password-stdin', '--host-key', server.hostKeySha256, '--json']
  expect(await mailwright(words, { stdin: `${server.rootPassword}\n` })).toMatchObject({
    code: 0,
    stdout: '[]\n',
  })
  const refused = await mailwright(words, { stdin: 'wrong\n' })
  expect(failureIn(refused)).toMatchObject({ failure: { code: 'authenticationFailed' } })
  const nothing = await mailwright(['runs', ...at('root'), '--json'])
  expect(failureIn(nothing)).toMatchObject({ failure: { code: 'loginMissing' } })
})

test('a sudoer plans with password and sudo password; others are told why not', async () => {
  const words = ['plan', specFile, '--password-stdin', '--sudo-password-stdin', '--json']
  const stdin = 'login & "sudo" pw\nlogin & "sudo" pw\n'
  expect(await mailwright([...words, ...at('admin')], { stdin })).toMatchObject({ code: 2 })
  const wrong = await mailwright([...words, ...at('admin')], { stdin: 'login & "sudo" pw\nwrong\n' })
  expect(failureIn(wrong)).toMatchObject({ failure: { code: 'sudoPasswordWrong' } })
  const guest = await mailwright([...words, ...at('guest')], { stdin: 'guest pw\nguest pw\n' })
  expect(guest.code).toBe(1)
  expect(JSON.stringify(failureIn(guest))).toMatch(/sudo/)
})

test('apply without --yes changes nothing where nobody can be asked', async () => {
  const result = await mailwright(['apply', specFile, ...at('root'), ...withKey(), '--json'])
  expect(failureIn(result)).toMatchObject({ failure: { code: 'approvalMissing' } })
  expect((await server.run('dpkg -s postfix')).code).not.toBe(0)
})

test('at a terminal a no leaves the server alone, and without a run there is nothing to test', async () => {
  const way = [...at('root'), ...withKey()]
  const named = (command: string) => `mailwright ${command} ${quoteWords([specFile, ...way])}`
  const declined = await atTerminal(['apply', specFile, ...way], [['(y/N)', 'n\n']], 'data')
  expect(declined.code).toBe(1)
  expect(declined.stdout).toMatch(/stays as it is\.[^]*run the same command again/)
  expect(declined.stdout).toContain(named('plan'))
  expect((await server.run('ls /var/lib/mailwright')).code).not.toBe(0)
  const tested = await atTerminal(['test', specFile, ...way, '--lang', 'zh'], [], 'data')
  expect(tested).toMatchObject({ code: 1, stdout: expect.stringContaining('还没有应用过计划') as string })
  expect(tested.stdout).toContain(`${named('apply')} --lang zh`)
  expect(tested.stdout).not.toContain('systemctl')
})

test('Ctrl-C leaves, the run goes on, and the same apply brings it to its end', async () => {
  const words = ['apply', specFile, ...at('root'), ...withKey(), '--yes']
  const child = spawn(program, words, { env: environment('data'), stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  for await (const chunk of child.stdout) if (String(chunk).includes('Look at the package lists')) break
  child.kill('SIGINT')
  const [code] = (await once(child, 'close')) as [number | null]
  expect(code).toBe(130)
  expect(errors).toMatch(/goes on by itself on the server[^]*mailwright resume .* --host root@/)
  // The lab's servers are containers: what the kernel tells of the lock is hidden there.
  const meanwhile = await mailwright(['plan', specFile, ...at('root'), ...withKey()])
  expect(meanwhile.stdout).toMatch(
    /^! At work right now: run [\w-]+ of \S+@\S+, at work since [\d-]+ [\d:]+ UTC\./m,
  )
  const again = await mailwright([...words, '--json'])
  const ends = again.stdout.split('\n').filter((line) => line.includes('"event":"end"'))
  expect(ends).toHaveLength(1)
  expect(failureIn(again)).toMatchObject({ event: 'end', ok: true, state: 'done' })
  expect(again.code).toBe(0)
  const plan = await mailwright(['plan', specFile, ...at('root'), ...withKey(), '--json'])
  expect(plan.code).toBe(0)
  expect(await mailwright(['resume', ...at('root'), ...withKey(), '--yes', '--json'])).toMatchObject({
    code: 1,
  })
})

test('a plan, an apply and a look at the runs log in once each, and give three commands at most', async () => {
  // At this level sshd tells each command that it starts (session.c of OpenSSH).
  await server.run(
    'echo "LogLevel VERBOSE" >/etc/ssh/sshd_config.d/count.conf && systemctl reload ssh && sleep 1',
  )
  const told = async (words: string): Promise<number> => {
    const { stdout } = await server.run(`journalctl -q -o cat -t sshd | grep -c -e '${words}'`)
    return Number(stdout)
  }
  const countOf = async (words: string[]): Promise<{ code: number; logins: number; commands: number }> => {
    const before = [await told('^Accepted publickey '), await told('^Starting session: ')] as const
    const { code } = await mailwright([...words, ...at('root'), ...withKey()])
    // Of our own questions two fall in between each time.
    const logins = (await told('^Accepted publickey ')) - before[0] - 2
    const commands = (await told('^Starting session: ')) - before[1] - 2
    return { code, logins, commands }
  }
  expect(await countOf(['plan', specFile])).toEqual({ code: 0, logins: 1, commands: 1 })
  expect(await countOf(['runs'])).toEqual({ code: 0, logins: 1, commands: 1 })
  const more = join(home, 'more.yaml')
  await writeFile(more, `${spec}aliases: [{ name: sales, to: [alice] }]\n`)
  const apply = await countOf(['apply', more, '--yes'])
  expect(apply).toMatchObject({ code: 0, logins: 1 })
  expect(apply.commands).toBeLessThanOrEqual(3)
})

test('at a terminal each command names the next, and what must not go first is refused before anybody is asked', async () => {
  const more = join(home, 'more.yaml')
  const way = [...at('root'), ...withKey()]
  const planned = await atTerminal(['plan', specFile, ...way], [], 'data')
  expect(planned).toMatchObject({ code: 2 })
  expect(planned.stdout).toContain(`mailwright apply ${quoteWords([specFile, ...way])}`)
  const tested = await atTerminal(['test', more, ...way], [], 'data')
  expect(tested.stdout).toMatch(/User name: alice@terminal\.test[^]*993 SSL\/TLS/)
  const runs = JSON.parse((await mailwright(['runs', ...way, '--json'])).stdout) as { id: string }[]
  const [newest, oldest] = [runs[0]?.id ?? '', runs.at(-1)?.id ?? '']
  expect(newest).not.toBe(oldest)
  const refused = await atTerminal(['undo', '--run', oldest, ...way], [], 'data')
  expect(refused.code).toBe(1)
  expect(refused.stdout).toContain(`mailwright undo --run ${newest} ${quoteWords(way)}`)
  expect(refused.stdout).not.toContain('(y/N)')
  const over = await atTerminal(['resume', oldest, ...way], [], 'data')
  expect(over).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to continue') as string })
})

/** The code with which the server itself refuses to go on with a run, whatever a terminal or a window thinks of it. */
async function refusalOf(run: string): Promise<string> {
  const { address, port, identityFile, hostKeySha256 } = server
  const auth = {
    kind: 'key',
    privateKey: new Secret(await readFile(identityFile, 'utf8')),
    passphrase: null,
  } as const
  const target = { address, port, user: 'root', auth, sudoPassword: null }
  const connector = { open: () => openSession(target, { hostKeys: { pinned: [hostKeySha256] } }) }
  try {
    for await (const { event } of resumeRun(connector, run)) if (event === 'end') return 'none'
  } catch (error) {
    return failureOf(error).failure.code
  }
  return 'none'
}

test('the server itself refuses to continue a run that is finished, or that a later one stands upon', async () => {
  const way = [...at('root'), ...withKey()]
  const list = (await mailwright(['runs', ...way, '--json'])).stdout
  const runs = JSON.parse(list) as { id: string }[]
  const [newest, oldest] = [runs[0]?.id ?? '', runs.at(-1)?.id ?? '']
  expect(await refusalOf(newest)).toBe('runDone')
  const meta = `/var/lib/mailwright/runs/${oldest}/meta`
  await server.run(`cp -p ${meta} ${meta}.was && sed -i s/^state=done/state=failed/ ${meta}`)
  expect(await refusalOf(oldest)).toBe('resumeLaterRun')
  await server.run(`mv ${meta}.was ${meta}`)
  expect((await mailwright(['runs', ...way, '--json'])).stdout).toBe(list)
})

test('at a terminal what others changed, a failed test, a stop and an undo lead on, too', async () => {
  const more = join(home, 'more.yaml')
  const way = [...at('root'), ...withKey()]
  const names = async (words: string[], dialogue: (readonly [string, string])[], ...wanted: string[][]) => {
    const { stdout, code } = await atTerminal([...words, ...way], dialogue, 'data')
    for (const each of wanted) expect(stdout).toContain(`mailwright ${quoteWords([...each, ...way])}\r\n`)
    return { stdout, code }
  }
  const runs = JSON.parse((await mailwright(['runs', ...way, '--json'])).stdout) as { id: string }[]
  const [newest, oldest] = [runs[0]?.id ?? '', runs.at(-1)?.id ?? '']
  await server.run('systemctl stop dovecot && sed -i "1i # by hand" /etc/postfix/mailwright-aliases')
  await names(
    ['drift', more],
    [],
    ['apply', more],
    ['drift', more, '--keep', '/etc/postfix/mailwright-aliases'],
  )
  await names(['test', more], [], ['drift', more], ['plan', more])
  await names(['runs'], [], ['undo', '--run', newest])
  expect((await names(['cancel', newest], [], ['undo', '--run', newest])).stdout).toContain('Its state: done')
  const undone = await names(['undo', newest], [['(y/N)', 'y\n']], ['undo', '--run', oldest])
  expect(undone.code).toBe(0)
  expect(undone.stdout).toMatch(/Those lines stay[^]*they are named above/)
})

test('no password shows up in what is printed or kept', async () => {
  const found = await runCommand('grep', ['-rlaF', 'pass word', join(home, 'data')])
  expect(found.stdout).toBe('')
  expect(
    (await server.run("grep -rlF 'pass word' /var/lib/mailwright /etc/dovecot /etc/postfix")).stdout,
  ).toBe('')
})
