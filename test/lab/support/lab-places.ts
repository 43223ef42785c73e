import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where images, packages and machines are kept: outside the checkout, on a disk, kept between runs. */
export const labCache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mailwright-lab')

/** Base images, one folder a release. */
export const imagesDir = join(labCache, 'images')

/** Machines that exist now, one folder each with its record and its disk. */
export const machinesDir = join(labCache, 'machines')

/** The private key that opens root's account on every lab machine. */
export const identityFile = join(labCache, 'identity')

/** Lock files, shared by all processes of this machine because bridge and addresses are. */
export const locksDir = '/run/lock/mailwright-lab'

/** Creates the folders above where they are missing. */
export function makeLabPlaces(): void {
  for (const dir of [imagesDir, machinesDir, locksDir]) mkdirSync(dir, { recursive: true, mode: 0o755 })
}
