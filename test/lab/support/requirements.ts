import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { readAptMirrors } from './apt-sources.ts'

/** Programs the lab needs, with the Debian package that brings each. */
const programs: readonly (readonly [program: string, aptPackage: string])[] = [
  ['systemd-nspawn', 'systemd-container'],
  ['debootstrap', 'debootstrap'],
  ['nft', 'nftables'],
  ['ip', 'iproute2'],
  ['ssh', 'openssh-client'],
  ['ssh-keygen', 'openssh-client'],
  ['flock', 'util-linux'],
]

function isInstalled(program: string): boolean {
  const places = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin']
  return places.some((place) => {
    try {
      accessSync(join(place, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Whether real servers can be booted here, and what is missing where not: a sentence or `package NAME` each. */
export async function requireLab(): Promise<{ ok: true } | { ok: false; missing: string[] }> {
  if (process.platform !== 'linux') return { ok: false, missing: ['Linux'] }
  const missing: string[] = []
  if (process.getuid?.() !== 0) missing.push('root')
  const packages = programs.filter(([program]) => !isInstalled(program)).map(([, name]) => `package ${name}`)
  missing.push(...new Set(packages))
  await readAptMirrors().catch((error: unknown) =>
    missing.push(error instanceof Error ? error.message : 'apt'),
  )
  return missing.length === 0 ? { ok: true } : { ok: false, missing }
}
