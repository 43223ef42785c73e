import { bootServer, type LabServer } from '../support/lab-server.ts'
import type { Release } from '../support/releases.ts'
import { readServerState } from '../server-state.ts'
import { installWrappers } from './freeze.ts'
import { reachByIpv6 } from './ipv6-only.ts'
import { keepMail } from './kept-mail.ts'
import { bootWithin } from './memory.ts'
import { setClock } from './wrong-clock.ts'

/** `full`: the mail programs as the distribution sets them up; `bare`: without; the others are one of these with a peculiarity. */
export type BenchKind =
  'full' | 'bare' | 'ipv6Only' | 'longName' | 'yearAhead' | 'yearBehind' | 'small' | 'smallBare'

/** A server on which faults are run one after the other, with what it looked like at first. */
export interface FaultBench {
  readonly kind: BenchKind
  readonly server: LabServer
  /** The domain that its faults set up. */
  readonly domain: string
  readonly before: readonly string[]
}

/** The account of an operator who is not root. */
export const admin = { user: 'admin', sudoPassword: 'ad min-word' } as const

const mailPrograms = [
  'bind9',
  'bind9-dnsutils',
  'postfix',
  'dovecot-imapd',
  'dovecot-pop3d',
  'dovecot-lmtpd',
  'openssl',
]

/** 80 columns with `mail.` before it, and more letters than Linux takes for the name of a host (64). */
const longDomain = `${'long-name-'.repeat(5)}and-longer.${'department.'}test`

/** A kernel's longest host name. */
const longName = `${'h'.repeat(58)}.test`.padStart(64, 'h')

/** Boots a server of a kind, with mail that nobody may lose, and reads what it is like. */
export async function makeBench(release: Release, kind: BenchKind, name: string): Promise<FaultBench> {
  const booted = await bootServer({ release, name: kind === 'longName' ? longName : name })
  await booted.install(isBare(kind) ? ['openssl', 'sudo'] : [...mailPrograms, 'busybox', 'e2fsprogs', 'sudo'])
  await booted.addUser(admin.user, admin.sudoPassword, { sudo: true })
  await installWrappers(booted)
  await keepMail(booted, isBare(kind))
  if (kind === 'yearAhead' || kind === 'yearBehind') await setClock(booted, kind === 'yearAhead' ? 366 : -366)
  const server = await peculiar(booted, kind)
  const domain = kind === 'longName' ? longDomain : 'fault.test'
  return { kind, server, domain, before: await readServerState(server) }
}

/** Whether a server of this kind has no mail programs at first. */
export function isBare(kind: BenchKind): boolean {
  return kind === 'bare' || kind === 'smallBare'
}

/** The server as it is reached, where its kind is one of the whole machine. */
async function peculiar(booted: LabServer, kind: BenchKind): Promise<LabServer> {
  if (kind === 'ipv6Only') return reachByIpv6(booted)
  return kind === 'small' || kind === 'smallBare' ? bootWithin(booted, 256) : booted
}
