import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '#shared/contract/contract.ts'
import { serverSpec, type ServerSpecInput } from '#shared/model/server-spec.ts'
import { startBrowserMode } from '#test/e2e/support/browser-mode.ts'
import type { LabServer } from '#test/lab/support/lab-server.ts'

/** The app in browser mode, driven as its page drives it: over its WebSocket, by its contract. */
export interface BenchApp {
  /** Plans over the connection that is kept open; gives the number of changes. */
  plan(spec: ServerSpecInput): Promise<number>
  /** Bytes that the core holds, and the most it ever held (proc_pid_status(5)). */
  memory(): Promise<{ now: number; most: number }>
  close(): Promise<void>
}

/** Starts the app with one host in it, whose key is approved. */
export async function benchApp(server: LabServer): Promise<BenchApp> {
  const data = await mkdtemp(join(tmpdir(), 'mailwright-bench-app-'))
  const app = await startBrowserMode(data, 'en')
  const { socket, client } = await enter(app.address)
  const { id } = await client.hosts.create({
    name: 'bench',
    address: server.address,
    port: server.port,
    user: 'root',
    auth: { kind: 'key', privateKey: await readFile(server.identityFile, 'utf8') },
    notes: '',
    tags: [],
  })
  const key = { algorithm: 'ssh-ed25519', fingerprint: server.hostKeySha256, replaces: null }
  await client.hosts.approveHostKey({ id, ...key })
  return {
    plan: async (spec) => {
      const view = await client.plans.create({ from: 'spec', hostId: id, spec: serverSpec.parse(spec) })
      return view.changes.length
    },
    memory: () => memoryOf(app.pid),
    close: async () => {
      socket.close()
      await app.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function enter(
  address: string,
): Promise<{ socket: WebSocket; client: ContractRouterClient<Contract> }> {
  const { origin } = new URL(address)
  const page = await fetch(address, { redirect: 'manual' })
  const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } })
  socket.binaryType = 'arraybuffer'
  await once(socket, 'open')
  return { socket, client: createORPCClient(new RPCLink({ websocket: socket })) }
}

/** VmRSS and VmHWM of a process in bytes. */
export async function memoryOf(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const bytes = (name: string): number =>
    1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
  return { now: bytes('VmRSS'), most: bytes('VmHWM') }
}
