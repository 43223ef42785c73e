import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Platform } from './platform.ts'
import { debian11 } from './systems/debian-11.ts'
import { debian12 } from './systems/debian-12.ts'
import { debian13 } from './systems/debian-13.ts'

/** Every system that can be set up, in the order in which it is named to people. */
export const platforms: readonly Platform[] = [debian11, debian12, debian13]

/** The platform of a server by its os-release(5), or null where the system is not supported. */
export function platformOf(os: Pick<HostFacts['os'], 'id' | 'versionId'>): Platform | null {
  const match = platforms.find(
    ({ osRelease }) => osRelease.id === os.id && osRelease.versionId === os.versionId,
  )
  return match ?? null
}

/** The release that follows, or null where there is none that is known. */
export function successorOf(platform: Platform): Platform | null {
  return platforms.find(({ id }) => id === platform.successor) ?? null
}
