import { setImmediate as nextTurn } from 'node:timers/promises'

/** A connection, the bytes on it and the answer to them each take a turn. */
const turns = 4

/** Loads a part of the program after what has come from the network meanwhile was answered; a load lets nothing else in. */
export async function loadInTurn<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let turn = 0; turn < turns; turn++) await nextTurn()
  return load()
}
