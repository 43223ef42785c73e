import { setTimeout as sleep } from 'node:timers/promises'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabServer } from '../support/lab-server.ts'

/** A point of a run that can be named exactly: the nth call of a command by the program on the server. */
export interface Moment {
  readonly command: 'date' | 'mv' | 'ln' | 'systemctl' | 'apt-get' | 'cp' | 'tar'
  readonly n: number
  /** Milliseconds that the run goes on from there before it is struck: dpkg cannot be held in its middle. */
  readonly later?: number
}

/** Where the wrappers and this process meet: on the server's disk, which the host sees too. */
const meeting = '/var/fault'

const wrapper = `#!/bin/sh
# Counts the calls of one command and holds the caller at the chosen one, until the test lets it go.
name=\${0##*/}
real=/usr/bin/$name
[ -x "$real" ] || real=/bin/$name
if [ -e ${meeting}/at ] && [ "$(cat ${meeting}/command)" = "$name" ]; then
  n=$(cat ${meeting}/count)
  n=$((n + 1))
  echo $n >${meeting}/count
  if [ "$n" = "$(cat ${meeting}/at)" ]; then
    : >${meeting}/reached
    while [ -e ${meeting}/at ]; do sleep 0.05; done
  fi
fi
exec "$real" "$@"
`

const commands = ['date', 'mv', 'ln', 'systemctl', 'apt-get', 'cp', 'tar'] as const

/** Puts the counting wrappers into the first folder of the program's PATH. */
export async function installWrappers(server: LabServer): Promise<void> {
  const lines = commands.map(
    (name) =>
      `cat >/usr/local/sbin/${name} <<'WRAPPER'\n${wrapper}WRAPPER\nchmod 755 /usr/local/sbin/${name}`,
  )
  const { code, stderr } = await server.run(`mkdir -p ${meeting}\n${lines.join('\n')}`)
  if (code !== 0) throw new Error(stderr)
}

/** Asks for the next run to be held at this moment. */
export function freezeAt(server: LabServer, { command, n }: Moment): void {
  const at = (name: string) => join(server.rootDir, meeting, name)
  rmSync(at('reached'), { force: true })
  writeFileSync(at('command'), `${command}\n`)
  writeFileSync(at('count'), '0\n')
  writeFileSync(at('at'), `${n}\n`)
}

/** Resolves true when the run is held, false when `over` says that it never came there. */
export async function whenFrozen(server: LabServer, over: () => boolean): Promise<boolean> {
  while (!existsSync(join(server.rootDir, meeting, 'reached'))) {
    if (over()) return false
    await sleep(50)
  }
  return true
}

/** Lets a held run go on, and later ones pass. */
export function thaw(server: LabServer): void {
  rmSync(join(server.rootDir, meeting, 'at'), { force: true })
}
