import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gateway } from '../support/lab-network.ts'
import type { LabServer } from '../support/lab-server.ts'
import { make } from './server-command.ts'

/** What a mirror does to each file: sends it slowly, breaks off in its middle, or sends other bytes. */
type Flaw = 'slow' | 'half' | 'altered'

/** A file over one that is there already leaves no trace in /etc. */
export const useProxy = (proxy: string) =>
  `printf 'Acquire::http::Proxy "${proxy}";\n' >/var/lib/mirror-off; mount --bind /var/lib/mirror-off /etc/apt/apt.conf.d/01autoremove`
export const useNoProxy = 'umount /etc/apt/apt.conf.d/01autoremove; rm /var/lib/mirror-off'

/**
 * Stands between a server's apt and its mirror until the returned function is called. Packages come from /var/debs of the server,
 * lists from its /var/lists; what is in neither is not found.
 */
export async function serveBadly(server: LabServer, flaw: Flaw): Promise<() => Promise<void>> {
  const mirror = createServer((request, response) => {
    void fileOf(server, request.url ?? '').then((bytes) => {
      if (bytes === null) response.writeHead(404).end()
      else void send(response, bytes, flaw).catch(() => response.destroy())
    })
  })
  mirror.listen(0, gateway)
  await once(mirror, 'listening')
  const address = mirror.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await make(server, useProxy(`http://${gateway}:${port}`))
  return async () => {
    mirror.closeAllConnections()
    mirror.close()
    await make(server, useNoProxy)
  }
}

async function fileOf(server: LabServer, url: string): Promise<Buffer | null> {
  const path = decodeURIComponent(new URL(url, 'http://mirror.test').pathname)
  const host = new URL(url, 'http://mirror.test').host
  const name = path.endsWith('.deb')
    ? await debNamed(server, basename(path))
    : `lists/${listName(host, path)}`
  return name === null ? null : readFile(join(server.rootDir, 'var', name)).catch(() => null)
}

/** apt keeps a package under its name with the epoch, which its address lacks. */
async function debNamed(server: LabServer, name: string): Promise<string | null> {
  const files = await readdir(join(server.rootDir, 'var/debs')).catch(() => [])
  const found = files.find((file) => file.replace(/_\d+%3a/, '_') === name)
  return found === undefined ? null : `debs/${found}`
}

/** apt keeps a list under its address, with underscores for slashes. */
function listName(host: string, path: string): string {
  return `${host}${path}`.replaceAll('/', '_')
}

async function send(response: ServerResponse, bytes: Buffer, flaw: Flaw): Promise<void> {
  response.writeHead(200, { 'Content-Length': bytes.length })
  if (flaw === 'half') {
    response.write(bytes.subarray(0, bytes.length >> 1))
    await sleep(100)
    response.destroy()
  } else if (flaw === 'altered') {
    const middle = bytes.length >> 1
    const other = Buffer.from([(bytes[middle] ?? 0) ^ 1])
    response.end(Buffer.concat([bytes.subarray(0, middle), other, bytes.subarray(middle + 1)]))
  } else {
    for (let sent = 0; sent < bytes.length; sent += pieceSize) {
      response.write(bytes.subarray(sent, sent + pieceSize))
      await sleep(100)
    }
    response.end()
  }
}

/** A tenth of a second's worth of 500 kB/s. */
const pieceSize = 50_000
