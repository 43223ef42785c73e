import type { LabServer } from '../support/lab-server.ts'

/** Runs one line on the server; a condition that cannot be made is an error of the suite. */
export async function make(server: LabServer, command: string): Promise<void> {
  const { code, stderr } = await server.run(command)
  if (code !== 0) throw new Error(`${command}: ${stderr}`)
}
