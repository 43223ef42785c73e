import { z } from 'zod'
import type { MessageKey } from '../message.ts'

/** Bytes of a text that may be kept. */
export const keptTextLimit = 256 * 1024

/** What the roles write to: directories end in a slash. */
const writtenPlaces = [
  '/etc/postfix/',
  '/etc/dovecot/',
  '/etc/bind/',
  '/var/lib/bind/',
  '/etc/aliases',
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/etc/resolvconf/',
  '/etc/systemd/resolved.conf.d/',
  '/etc/dhcp/',
  '/etc/network/',
  '/etc/netplan/',
  '/etc/cloud/',
]

/** An absolute path that this program may write to, without dots that lead elsewhere. */
function isWrittenPlace(path: string): boolean {
  const parts = path.split('/').slice(1)
  if (!/^\/[\x21-\x7e]+$/.test(path) || parts.some((part) => /^\.{0,2}$/.test(part))) return false
  return writtenPlaces.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))
}

/** A file that somebody changed on the server and whose present text is part of the wish. */
export const keptFile = z.strictObject({
  path: z
    .string()
    .max(1000, 'spec.keepPathInvalid' satisfies MessageKey)
    .refine(isWrittenPlace, 'spec.keepPathInvalid' satisfies MessageKey),
  /** A last line break is added where there is none: programs carry files line by line. */
  content: z
    .string()
    .refine((text) => new TextEncoder().encode(text).length <= keptTextLimit, {
      error: 'spec.keepTooLarge' satisfies MessageKey,
    })
    .refine((text) => !text.includes('\0'), { error: 'spec.keepNotText' satisfies MessageKey })
    .transform((text) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)),
})
export type KeptFile = z.infer<typeof keptFile>
