import { Secret } from '#shared/secret.ts'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Message } from '#shared/message.ts'
import type { Terminal } from './terminal.ts'

/** Asks for a secret on the terminal; what is typed is not shown. Resolves null where nobody can be asked. */
export async function askSecret(terminal: Terminal, question: Message): Promise<Secret | null> {
  if (!terminal.interactive) return null
  terminal.warn(`${terminal.say(question)} `)
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silence, terminal: true })
  try {
    return new Secret(await answerOf(reader))
  } finally {
    reader.close()
    terminal.warn('\n')
  }
}

/** Asks for a yes; anything else, or nobody there, is a no. */
export async function askYes(terminal: Terminal, question: Message, yes: RegExp): Promise<boolean> {
  if (!terminal.interactive) return false
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    terminal.warn(`${terminal.say(question)} `)
    return yes.test((await answerOf(reader)).trim())
  } finally {
    reader.close()
  }
}

/** A closed input (Ctrl-D) and Ctrl-C are an empty answer. */
function answerOf(reader: ReturnType<typeof createInterface>): Promise<string> {
  return new Promise((resolve) => {
    reader.once('line', resolve)
    reader.once('close', () => resolve(''))
    reader.once('SIGINT', () => resolve(''))
  })
}
