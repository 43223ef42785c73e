import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { factsDigest } from '#core/facts/digest.ts'
import { askedFacts, factsProgram, requestProgram } from '#core/facts/gather.ts'
import type { FactsRequest, FileFact, HostFacts } from '#core/facts/host-facts.ts'
import { parseFacts } from '#core/facts/parse.ts'
import { hasProgram } from '../ssh/ssh-peer.ts'

const nothing: FactsRequest = { paths: [], packages: [], units: [], users: [], groups: [], certificates: [] }
const folder = mkdtempSync(join(tmpdir(), 'mailwright facts '))
afterAll(() => rmSync(folder, { recursive: true }))

function run(shell: readonly string[], request: FactsRequest): Promise<Buffer> {
  const [command = 'sh', ...words] = shell
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      [...words, '-c', factsProgram()],
      { encoding: 'buffer', maxBuffer: 1e8 },
      (error, stdout) => {
        if (error === null) resolve(stdout)
        else reject(new Error(`${command} failed`, { cause: error }))
      },
    )
    child.stdin?.end(requestProgram(request))
  })
}

async function factsHere(
  request: Partial<FactsRequest>,
  shell: readonly string[] = ['sh'],
): Promise<HostFacts> {
  const whole = { ...nothing, ...request }
  return parseFacts(await run(shell, whole), askedFacts(whole), 'here')
}

for (const shell of [['dash'], ['bash', '--posix'], ['busybox', 'sh'], ['zsh', '--emulate', 'sh']])
  test(`this machine is read by ${shell.join(' ')}, names with quotes and globs too`, async (context) => {
    context.skip(!(await hasProgram(shell[0] ?? '')), `${shell[0]} is not installed`)
    const odd = join(folder, "it's $(id) *.conf")
    writeFileSync(odd, 'odd\n')
    writeFileSync(join(folder, 'large'), Buffer.alloc(1200 * 1024, 'x'))
    symlinkSync('large', join(folder, `link-${shell[0]}`))
    const facts = await factsHere(
      { paths: [`${folder}/*`, '/no/such/file'], users: ['root'], groups: ['root'] },
      shell,
    )
    expect(facts.os.id).not.toBe('')
    expect(facts.users.get('root')).toMatchObject({ uid: 0, gid: 0 })
    expect(facts.files.get(odd)).toMatchObject({ text: 'odd\n', type: 'file' })
    expect(facts.files.get(join(folder, 'large'))).toMatchObject({ text: null, size: 1200 * 1024 })
    expect(facts.files.get(join(folder, 'large'))?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(facts.files.get(join(folder, `link-${shell[0]}`))).toMatchObject({ type: 'link', target: 'large' })
    expect(facts.files.get('/no')).toBeUndefined()
    expect(facts.files.get('/')).toBeUndefined()
  })

test('directories above an asked path are told, as a path can only be made in them', async () => {
  const facts = await factsHere({ paths: ['/etc/no/such/file'] })
  expect([...facts.files.keys()]).toEqual(['/etc'])
  expect(facts.files.get('/etc')).toMatchObject({ type: 'directory', owner: 'root' })
})

test('an empty request asks for no list in full', async () => {
  const facts = await factsHere({})
  expect([facts.packages.size, facts.users.size, facts.groups.size, facts.files.size]).toEqual([0, 0, 0, 0])
})

test('what cannot be asked for safely is refused before anything runs', () => {
  const refused: Partial<FactsRequest>[] = [
    { packages: ['$(id)'] },
    { packages: ['--help'] },
    { units: ['a b'] },
    { users: ['-x'] },
    { groups: ['a\nb'] },
    { paths: ['relative'] },
    { paths: ['/a\0b'] },
    { certificates: ['x'] },
  ]
  for (const request of refused) expect(() => requestProgram({ ...nothing, ...request })).toThrow(RangeError)
})

test('the digest of two readings is the same, and another when a file, its mode or its owner is', async () => {
  const path = join(folder, 'watched')
  writeFileSync(path, 'one')
  const facts = await factsHere({ paths: [path] })
  const file = facts.files.get(path)
  if (file === undefined) throw new Error('the file was not read')
  const again = {
    ...(await factsHere({ paths: [path] })),
    readAt: 'later',
    memory: 1,
    listeners: facts.listeners,
  }
  expect(factsDigest(again)).toBe(factsDigest(facts))
  const digestWith = (changed: FileFact): string =>
    factsDigest({ ...facts, files: new Map([...facts.files, [path, changed]]) })
  const digests = [
    { ...file, sha256: 'x' },
    { ...file, mode: 0o600 },
    { ...file, owner: 'bind' },
    { ...file, target: '/elsewhere' },
  ].map((changed) => digestWith(changed))
  expect(new Set([factsDigest(facts), ...digests]).size).toBe(5)
  expect(digestWith({ ...file, modified: 1 })).toBe(factsDigest(facts))
})
