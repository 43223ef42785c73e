import { setImmediate as nextTurn } from 'node:timers/promises'

/** Loads a part of the program after what has come from the network meanwhile was answered; a load lets nothing else in. */
export async function loadInTurn<Part>(load: () => Promise<Part>): Promise<Part> {
  await nextTurn()
  return load()
}
