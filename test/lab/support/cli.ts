/*
 * The lab by hand: real Debian servers on this machine, for trying things out. Needs root, Linux and Node 24:
 *
 *   node test/lab/support/cli.ts up bookworm NAME [package…]   boot a server that stays until it is taken down
 *   node test/lab/support/cli.ts ssh NAME [command…]           a shell on it, or one command
 *   node test/lab/support/cli.ts show NAME                     address, host key, password, key file, as JSON
 *   node test/lab/support/cli.ts list                          all servers
 *   node test/lab/support/cli.ts down NAME                     remove one
 *   node test/lab/support/cli.ts down-all                      remove all, and bridge and firewall
 *   node test/lab/support/cli.ts sweep                         remove those whose process is gone
 *   node test/lab/support/cli.ts images [release…]             make the images now, one after the other
 *   node test/lab/support/cli.ts check                         says what is missing here, if anything
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ensureImage } from './base-image.ts'
import { labAddress } from './lab-network.ts'
import { bootServer, findServer, sshArguments } from './lab-server.ts'
import { readRecord, readRecords } from './machine-record.ts'
import { destroyMachine, removeLab, sweepMachines } from './machine-sweep.ts'
import { isAlive } from './process-identity.ts'
import { isRelease, releases, type Release } from './releases.ts'
import { requireLab } from './requirements.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function up(release: string | undefined, name: string | undefined, packages: string[]): Promise<void> {
  if (!isRelease(release) || !name) throw new Error(`up ${releases.join('|')} NAME [package…]`)
  const server = await bootServer({ release, name, packages, lasting: true })
  say(`${server.id} ${server.address} ${server.hostKeySha256}`)
}

async function ssh(name: string | undefined, command: string[]): Promise<number> {
  const record = name ? await readRecord(name) : null
  if (!record) throw new Error(`there is no lab machine named ${name ?? ''}`)
  const child = spawn('ssh', [...sshArguments(record), ...command], { stdio: 'inherit' })
  await once(child, 'close')
  return child.exitCode ?? 1
}

async function show(name: string | undefined): Promise<void> {
  const server = name ? await findServer(name) : null
  if (!server) throw new Error(`there is no lab machine named ${name ?? ''}`)
  say(JSON.stringify(server, null, 2))
}

async function list(): Promise<void> {
  for (const record of await readRecords()) {
    const state = isAlive(record.runner) ? 'on' : 'off'
    const owner = record.owner ? `process ${record.owner.pid}` : 'until taken down'
    say([record.id, record.release, labAddress(record.octet), state, owner].join('\t'))
  }
}

async function down(name: string | undefined): Promise<void> {
  const record = name ? await readRecord(name) : null
  if (!record) throw new Error(`there is no lab machine named ${name ?? ''}`)
  await destroyMachine(record)
}

async function images(wanted: string[]): Promise<void> {
  // Bookworm first: most tests want it.
  const all: readonly Release[] = ['bookworm', 'trixie', 'bullseye']
  for (const release of wanted.length > 0 ? wanted.filter(isRelease) : all) {
    say(await ensureImage(release, (started) => say(`making the image of ${started} …`)))
  }
}

async function main([verb, ...words]: string[]): Promise<number> {
  const lab = await requireLab()
  if (!lab.ok) throw new Error(`the lab cannot run here, missing: ${lab.missing.join(', ')}`)
  const [first, second, ...rest] = words
  if (verb === 'up') await up(first, second, rest)
  else if (verb === 'ssh') return ssh(first, words.slice(1))
  else if (verb === 'show') await show(first)
  else if (verb === 'list') await list()
  else if (verb === 'down') await down(first)
  else if (verb === 'down-all') await removeLab()
  else if (verb === 'sweep') await sweepMachines()
  else if (verb === 'images') await images(words)
  else if (verb !== 'check')
    throw new Error('up, ssh, show, list, down, down-all, sweep, images or check; see the head of this file')
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
