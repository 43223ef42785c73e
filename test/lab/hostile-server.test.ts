import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerSpecInput } from '#shared/model/server-spec.ts'
import { runCommand } from '#test/support/host-command.ts'
import { type MailwrightProgram, mailwrightProgram } from './mailwright-program.ts'
import { bootServer, type LabServer } from './support/lab-server.ts'

let server: LabServer
let program: MailwrightProgram

/** What must never come to be: whoever reads a name, a password or a line of a file as a command makes it. */
const command = 'touch canary'

/** Passwords that some program on the way could read as something else. */
const passwords: Readonly<Record<string, string>> = {
  quotes: `a'b"c\`d\\e$(${command})$HOME%s`,
  colons: ':a:b:c:',
  blanks: '  two before and after  ',
  scheme: '{PLAIN}x',
  hash: '$6$saltsalt$notahash',
  composed: 'p\u00e4ss 密码',
  decomposed: 'pa\u0308ss 密码',
  long: `${'x'.repeat(60)}"'$( ;|&<>${'邮'.repeat(56)}`,
  dash: '-rf /',
  hashmark: '# no comment; // none {} %{user}',
}

const names = [
  'two words',
  ' blank at both ends ',
  'tab\tin it',
  'line\nbreak',
  'line break at the end\n',
  `quotes'"\`$(${command})`,
  '-rf',
  '--help',
  'back\\slash\\n\\101',
  '*?[a-z]{x,y}',
  '%s%n',
  '邮件',
  '\u202egnp.exe',
  '\x01\x02\x1b[31m',
  '; rm -rf ~',
].map((name) => Buffer.from(name))
const notUtf8 = Buffer.from([0x66, 0xff, 0xfe, 0x0a, 0x80])
const allNames = [...names, notUtf8]

function at(path: string): Buffer {
  return Buffer.from(`${server.rootDir}${path}`)
}

function inside(directory: Buffer, name: Buffer): Buffer {
  return Buffer.concat([directory, Buffer.from('/'), name])
}

/** Makes a directory of hostile names: a file, a link and a directory of each, with contents, modes and times of their own. */
async function makeHostile(path: string): Promise<void> {
  const top = at(path)
  await mkdir(top, { recursive: true })
  const [files, links, directories] = ['f', 'l', 'd'].map((name) => inside(top, Buffer.from(name)))
  if (!files || !links || !directories) throw new Error('three')
  for (const directory of [files, links, directories]) await mkdir(directory)
  for (const [index, name] of allNames.entries()) {
    const file = inside(files, name)
    await writeFile(file, Buffer.concat([name, Buffer.from([0, 10, index])]))
    await chmod(file, index % 2 ? 0o640 : 0o755)
    await utimes(file, 1_500_000_000 + index, 1_500_000_000.25 + index)
    await symlink(name, inside(links, name))
    await mkdir(inside(directories, name), { mode: 0o711 })
    await writeFile(inside(inside(directories, name), name), name)
  }
}

/** Every path of /etc byte for byte: type, mode, owner, time to the nanosecond, and what it holds. */
async function manifest(): Promise<string[]> {
  const lines: string[] = []
  const skipped = /^\/etc\/(?:ld\.so\.cache|\.pwd\.lock|passwd-|shadow-|group-|gshadow-|subuid-|subgid-)$/
  const walk = async (directory: Buffer, shown: string): Promise<void> => {
    for (const name of await readdir(directory, { encoding: 'buffer' })) {
      const path = inside(directory, name)
      const label = `${shown}/${name.toString('latin1')}`
      if (skipped.test(label)) continue
      const facts = await lstat(path, { bigint: true })
      const kind = facts.isDirectory() ? 'd' : facts.isSymbolicLink() ? 'l' : facts.isFile() ? 'f' : 'o'
      const held = facts.isFile()
        ? createHash('sha256')
            .update(await readFile(path))
            .digest('hex')
        : facts.isSymbolicLink()
          ? (await readlink(path, { encoding: 'buffer' })).toString('hex')
          : ''
      lines.push(
        JSON.stringify([
          label,
          kind,
          Number(facts.mode),
          `${facts.uid}:${facts.gid}`,
          String(facts.mtimeNs),
          held,
        ]),
      )
      if (facts.isDirectory()) await walk(path, label)
    }
  }
  await walk(at('/etc'), '/etc')
  return lines.sort()
}

function spec(accounts: 'virtual' | 'system'): ServerSpecInput {
  return {
    domain: 'hostile.test',
    hostname: 'mail.hostile.test',
    dns: { provider: 'bind', useForServer: false },
    accounts,
    mailboxes: Object.entries(passwords).map(([name, password]) => ({ name, password })),
  }
}

/** Logs in with curl(1), which gets the password on its standard input; resolves its exit status. */
async function curl(
  url: string,
  user: string,
  password: string,
  words: readonly string[] = [],
): Promise<number> {
  const escaped = `${user}:${password}`.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  const args = ['--silent', '--insecure', '--max-time', '20', '--config', '-', ...words, url]
  return (await runCommand('curl', args, { stdin: `user = "${escaped}"\n` })).code
}

async function expectLogins(nameOf: (mailbox: string) => string): Promise<void> {
  for (const [mailbox, password] of Object.entries(passwords)) {
    const user = nameOf(mailbox)
    expect(await curl(`pop3s://${server.address}/`, user, password), `POP3 ${mailbox}`).toBe(0)
    const address = `${mailbox}@hostile.test`
    const message = ['--mail-from', address, '--mail-rcpt', address, '--upload-file', '/dev/null']
    expect(await curl(`smtps://${server.address}/`, user, password, message), `SMTP ${mailbox}`).toBe(0)
  }
  // Last, as Dovecot makes an address wait that guessed wrong.
  const { composed = '', decomposed = '' } = passwords
  expect(await curl(`pop3s://${server.address}/`, nameOf('composed'), decomposed)).not.toBe(0)
  expect(await curl(`pop3s://${server.address}/`, nameOf('decomposed'), composed)).not.toBe(0)
}

/** Whatever was written down on the server or said by the program: none of it holds a password, and nobody ran one. */
async function expectSecrecy(said: string): Promise<void> {
  const telling = Object.values(passwords).filter((password) => password.length > 8)
  const seen = await server.run(
    'cat /var/lib/mailwright/runs/*/journal /var/lib/mailwright/runs/*/program; journalctl -q',
  )
  for (const password of telling) {
    expect(seen.stdout.includes(password)).toBe(false)
    expect(said.includes(password)).toBe(false)
    expect(said.includes(JSON.stringify(password).slice(1, -1))).toBe(false)
  }
  for (const directory of ['', '/root', '/etc', '/tmp', '/var/lib/mailwright'])
    expect(existsSync(at(`${directory}/canary`))).toBe(false)
}

beforeAll(async () => {
  program = await mailwrightProgram()
  server = await bootServer({ release: 'bookworm', name: 'hostile.lab.test' })
})

afterAll(async () => {
  await server?.destroy()
  await program?.remove()
})

const asVirtual = (mailbox: string): string => `${mailbox}@hostile.test`
const asSystem = (mailbox: string): string => mailbox

test.each([
  ['virtual', asVirtual],
  ['system', asSystem],
] as const)(
  'passwords of %s accounts log in exactly, and undo leaves hostile names in /etc as they were',
  async (accounts, nameOf) => {
    await makeHostile(`/etc/before-${accounts}`)
    const before = await manifest()
    const applied = await program.run(server, 'apply', { spec: spec(accounts), words: ['--yes', '--json'] })
    expect(applied.code, applied.stdout.slice(-2000)).toBe(0)
    await expectLogins(nameOf)
    const again = await program.run(server, 'plan', { spec: spec(accounts), words: ['--json'] })
    expect(again.code).toBe(0)
    await expectSecrecy(applied.stdout + applied.stderr + again.stdout)
    await makeHostile(`/etc/after-${accounts}`)
    await makeHostile('/etc/postfix/after')
    const undone = await program.run(server, 'undo', { words: ['--yes', '--json'] })
    expect(undone.code, undone.stdout.slice(-2000)).toBe(0)
    const now = await manifest()
    // The directory of a package that is gone stays for what a stranger laid there.
    const isLater = (line: string) => line.includes('/after') || line.startsWith('["/etc/postfix",')
    expect(now.filter((line) => !before.includes(line) && !isLater(line))).toEqual([])
    expect(before.filter((line) => !now.includes(line))).toEqual([])
    const kept = now.filter((line) => line.startsWith(`["/etc/after-${accounts}/`))
    expect(kept).toHaveLength(4 * allNames.length + 3)
    // The package that a stranger's files lay among is gone; they are not.
    const among = now.filter((line) => line.startsWith('["/etc/postfix/after/'))
    expect(among).toHaveLength(4 * allNames.length + 3)
    await server.run('rm -rf /etc/postfix')
  },
)
