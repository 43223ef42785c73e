import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mustRun } from '#test/support/host-command.ts'
import type { LabServer } from '../support/lab-server.ts'
import { make } from './server-command.ts'

/**
 * Sets the clock of what systemd starts, as the program of a run is, `days` off until the returned function is called: files keep
 * the times that they were given by the right clock.
 */
export async function setClockMeanwhile(server: LabServer, days: number): Promise<() => Promise<void>> {
  copyFileSync(await compileClock(days, '-DCLOCK_ONLY'), join(server.rootDir, 'usr/lib/clock-only.so'))
  await make(server, 'systemctl set-environment LD_PRELOAD=/usr/lib/clock-only.so')
  const { stdout } = await server.run('systemd-run -q --pipe date +%s')
  const away = (Number(stdout) * 1000 - Date.now()) / 86_400_000
  if (Math.abs(away - days) > 1) throw new Error(`the clock is ${away} days off, not ${days}`)
  return () => make(server, 'systemctl unset-environment LD_PRELOAD')
}

async function compileClock(days: number, ...options: readonly string[]): Promise<string> {
  const library = join(mkdtempSync(join(tmpdir(), 'mailwright-clock-')), 'clock.so')
  const source = join(import.meta.dirname, 'wrong-clock.c')
  // Without a C library of its own it runs with that of any release.
  const flags = ['-O1', '-fPIC', '-shared', '-nostdlib', `-DDAYS=(${days})`, ...options]
  await mustRun('cc', [...flags, '-o', library, source])
  return library
}

/** Makes every program of a server read a clock that is `days` off, from its boot on. */
export async function setClock(server: LabServer, days: number): Promise<void> {
  const library = await compileClock(days)
  await server.powerOff()
  copyFileSync(library, join(server.rootDir, 'usr/lib/clock.so'))
  await server.powerOn()
  const { code, stderr } = await server.run('echo /usr/lib/clock.so >/etc/ld.so.preload')
  if (code !== 0) throw new Error(stderr)
  await server.powerOff()
  await server.powerOn()
  const { stdout } = await server.run('date +%s')
  const away = (Number(stdout) * 1000 - Date.now()) / 86_400_000
  if (Math.abs(away - days) > 1) throw new Error(`the clock is ${away} days off, not ${days}`)
}
