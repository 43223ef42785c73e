import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { withLock } from './lab-lock.ts'
import { labAddress } from './lab-network.ts'
import { locksDir, machinesDir, makeLabPlaces } from './lab-places.ts'
import { releases, type Release } from './releases.ts'
import { identify } from './process-identity.ts'

const identitySchema = z.object({ pid: z.number(), started: z.string() })

const recordSchema = z.object({
  id: z.string(),
  name: z.string(),
  release: z.enum(releases),
  octet: z.number().int(),
  rootPassword: z.string(),
  hostKeySha256: z.string(),
  /** The process whose end ends the machine; null for one that lives until it is taken down. */
  owner: identitySchema.nullable(),
  /** The process that runs the machine; null while it is powered off. */
  runner: identitySchema.nullable(),
})

/** What is kept on disk about a lab machine, so that any process can find, use and remove it. */
export type MachineRecord = z.infer<typeof recordSchema>

/** The folder of a machine: its record, console log and disk. */
export function machineDir(id: string): string {
  return join(machinesDir, id)
}

/** Writes a record, whole or not at all. */
export async function writeRecord(record: MachineRecord): Promise<void> {
  const path = join(machineDir(record.id), 'machine.json')
  await writeFile(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`)
  await rename(`${path}.new`, path)
}

/** Reads the record of a machine; null when there is none, or none that is whole. */
export async function readRecord(id: string): Promise<MachineRecord | null> {
  const text = await readFile(join(machineDir(id), 'machine.json'), 'utf8').catch(() => null)
  return text === null ? null : recordSchema.parse(JSON.parse(text))
}

/** All machines that have a record, in the order of their addresses. */
export async function readRecords(): Promise<MachineRecord[]> {
  makeLabPlaces()
  const records: MachineRecord[] = []
  for (const id of await readdir(machinesDir)) {
    const record = await readRecord(id)
    if (record) records.push(record)
  }
  return records.sort((a, b) => a.octet - b.octet)
}

/** What a new machine is to be: `lasting` ones outlive this process and carry their name as id. */
export interface Reservation {
  readonly name: string
  readonly release: Release
  readonly rootPassword: string
  readonly lasting: boolean
}

/** The note of who has an address: beside the locks, because caches may be several but the bridge is one. */
function addressNote(octet: number): string {
  return join(locksDir, `address-${octet}`)
}

async function isTaken(octet: number): Promise<boolean> {
  // A machine that still dies keeps its device, and with it its address, for a moment longer than its folder.
  if (existsSync(`/sys/class/net/vb-mwlab${octet}`)) return true
  const dir = await readFile(addressNote(octet), 'utf8').catch(() => '')
  return dir !== '' && existsSync(dir)
}

/** Takes a free address and id for a new machine and writes its first record. */
export async function reserveMachine(wish: Reservation): Promise<MachineRecord> {
  return withLock('machines', async () => {
    let octet = 10
    while (await isTaken(octet)) octet += 1
    if (octet > 250) throw new Error(`no free address left beside ${labAddress(octet)}`)
    const id = wish.lasting ? wish.name : `${wish.name}.${octet}`
    if (existsSync(machineDir(id))) throw new Error(`there is a lab machine named ${id} already`)
    await mkdir(machineDir(id), { recursive: true })
    await writeFile(addressNote(octet), machineDir(id))
    const { lasting, ...rest } = wish
    const owner = lasting ? null : identify(process.pid)
    const record: MachineRecord = { ...rest, id, octet, owner, hostKeySha256: '', runner: null }
    await writeRecord(record)
    return record
  })
}

/** Forgets a machine: its folder goes, its address is free again. */
export async function removeRecord(id: string): Promise<void> {
  await rm(machineDir(id), { recursive: true, force: true })
}
