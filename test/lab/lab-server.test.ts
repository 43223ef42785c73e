import { setTimeout as wait } from 'node:timers/promises'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDropped } from './support/lab-network.ts'
import { bootServer, findServer, type LabServer } from './support/lab-server.ts'
import { releases } from './support/releases.ts'

let server: LabServer
let neighbour: LabServer

beforeAll(async () => {
  ;[server, neighbour] = await Promise.all([
    bootServer({ release: 'bookworm', name: 'mail.lab.test' }),
    bootServer({ release: 'bookworm', name: 'neighbour' }),
  ])
})

afterAll(async () => {
  await server.destroy()
  await neighbour.destroy()
})

/** Whether a TCP port opens from a lab server within two seconds. */
async function reaches(from: LabServer, host: string, port: number): Promise<boolean> {
  const result = await from.run(`timeout 2 bash -c '</dev/tcp/${host}/${port}'`)
  return result.code === 0
}

describe('a server of the lab', () => {
  it('runs its own init, under its own name', async () => {
    const { stdout } = await server.run('cat /proc/1/comm; systemctl is-system-running; hostname -f')
    expect(stdout).toBe('systemd\nrunning\nmail.lab.test\n')
  })

  it('gives back exit code, output and errors of a command, and hands it its input', async () => {
    const result = await server.run('cat; echo trouble >&2; exit 3', { stdin: '邮件\n' })
    expect(result).toEqual({ code: 3, stdout: '邮件\n', stderr: 'trouble\n' })
  })

  it('lets a sudoer in who must give a password to become root', async () => {
    await server.addUser('admin', 'cor rect"$', { sudo: true })
    const refused = await server.run('sudo -n id -u', { user: 'admin' })
    expect(refused.code).not.toBe(0)
    const root = await server.run('sudo -S -p "" id -u', { user: 'admin', stdin: 'cor rect"$\n' })
    expect(root.stdout).toBe('0\n')
  })

  it('reaches its neighbours, but nothing outside except apt', async () => {
    expect(await reaches(server, neighbour.address, 22)).toBe(true)
    const before = await readDropped()
    expect(await reaches(server, '198.51.100.1', 25)).toBe(false) // an address of nobody (RFC 5737)
    expect(await readDropped()).toBeGreaterThan(before)
    const update = await server.run('apt-get -q update')
    expect(update.stderr).not.toContain('Err')
    expect(update.code).toBe(0)
  })

  it('keeps what it wrote through power-off, a pulled plug and its own reboot', async () => {
    await server.run('echo kept >/root/note; sync')
    await server.powerOff()
    expect(await reaches(neighbour, server.address, 22)).toBe(false)
    await server.powerOn()
    await server.kill()
    await server.powerOn()
    expect((await server.run('cat /root/note')).stdout).toBe('kept\n')
    const before = (await server.run('cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1')).stdout
    await server.run('systemctl reboot')
    await expect
      .poll(
        async () => (await server.run('cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1')).stdout,
        {
          timeout: 60_000,
          interval: 1_000,
        },
      )
      .not.toSatisfy((now: string) => now === before || now === '')
    expect((await server.run('cat /root/note')).stdout).toBe('kept\n')
  })

  it('is gone without a trace when it is destroyed', async () => {
    const passing = await bootServer({ release: 'bookworm', name: 'passing' })
    await passing.destroy()
    await wait(100)
    expect(await findServer(passing.id)).toBeNull()
    expect(existsSync(passing.rootDir)).toBe(false)
  })
})

describe.each(releases)('Debian %s', (release) => {
  it('installs a name server from the kept packages, without a download', async () => {
    const debian = await bootServer({ release, name: `packages-${release}` })
    const install =
      'DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install bind9 </dev/null'
    const result = await debian.run(install)
    expect(result.stdout).toContain('Need to get 0 B/')
    expect((await debian.run('systemctl is-active named')).stdout).toBe('active\n')
    await debian.destroy()
  })
})
