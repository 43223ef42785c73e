import { endProgram } from '#core/end-program.ts'
import { Secret } from '#shared/secret.ts'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Message } from '#shared/message.ts'
import type { Terminal } from './terminal.ts'

/**
 * Asks for a secret on the terminal; what is typed is not shown. Resolves null where nobody can be asked, and an empty secret
 * for an empty line and Ctrl-D. Ctrl-C ends the program, here and at every question: nothing was changed yet.
 */
export async function askSecret(terminal: Terminal, question: Message): Promise<Secret | null> {
  if (!terminal.interactive) return null
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silence, terminal: true })
  // What is typed from here on is not shown; so the question comes after.
  terminal.warn(`${terminal.say(question)} `)
  try {
    return new Secret((await answerOf(reader, terminal)) ?? '')
  } finally {
    reader.close()
    terminal.warn('\n')
  }
}

const yesWords = /^(y|yes|是|好)$/i
const noWords = /^(n|no|否|不)$/i

/** Asks for a yes; anything else, or nobody there, is a no. */
export async function askYes(terminal: Terminal, question: Message): Promise<boolean> {
  if (!terminal.interactive) return false
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    terminal.warn(`${terminal.say(question)} `)
    return yesWords.test(((await answerOf(reader, terminal)) ?? '').trim())
  } finally {
    reader.close()
  }
}

/** Asks until the answer is a yes or a no; nobody there and Ctrl-D are a no. */
export async function askYesOrNo(terminal: Terminal, question: Message, again: Message): Promise<boolean> {
  if (!terminal.interactive) return false
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    terminal.warn(`${terminal.say(question)} `)
    for (;;) {
      const answer = await answerOf(reader, terminal)
      if (answer === null || noWords.test(answer.trim())) return false
      if (yesWords.test(answer.trim())) return true
      terminal.warn(`${terminal.say(again)} `)
    }
  } finally {
    reader.close()
  }
}

/** Null for a closed input (Ctrl-D). Ctrl-C leaves without a word, with the exit status of a program that it ended (128 + SIGINT). */
function answerOf(reader: ReturnType<typeof createInterface>, terminal: Terminal): Promise<string | null> {
  return new Promise((resolve) => {
    const leave = (): void => {
      reader.off('close', end).close()
      terminal.warn('\n')
      endProgram(130)
    }
    const settle = (answer: string | null): void => {
      reader.off('line', settle).off('close', end).off('SIGINT', leave)
      resolve(answer)
    }
    const end = (): void => settle(null)
    reader.once('line', settle).once('close', end).once('SIGINT', leave)
  })
}
