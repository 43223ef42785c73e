import { createHash } from 'node:crypto'
import type { TestCertificate } from './certificate.ts'
import type { PeerTalk } from './scripted-peer.ts'

export interface Pop3PeerOptions {
  /** Messages with CRLF line ends, not stuffed. */
  readonly messages: readonly Buffer[]
  readonly capabilities?: readonly string[]
  readonly certificate?: TestCertificate
  readonly password?: string
  /** Sends every answer one byte at a time. */
  readonly bytewise?: boolean
  /** What is sent together with the +OK to STLS. */
  readonly injection?: string
  readonly isPassword?: (password: string) => boolean
  /** Told at QUIT which messages go. */
  readonly expunge?: (numbers: readonly number[]) => void
}

/** Answers like an honest POP3 server over the given messages, as oddly as the options ask for. */
export function pop3Script(options: Pop3PeerOptions): (talk: PeerTalk) => Promise<void> {
  return async (talk) => {
    const say = async (text: string | Buffer): Promise<void> => {
      if (options.bytewise !== true) {
        talk.say(text)
        return
      }
      for (const byte of Buffer.from(text)) {
        talk.say(Buffer.from([byte]))
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const gone = new Set<number>()
    const isPassword =
      options.isPassword ?? ((given: string) => given === (options.password ?? 'secret pass'))
    await say('+OK ready\r\n')
    for (;;) {
      const line = await talk.hear()
      if (line === null) return
      const [command = '', first = '', second = ''] = line.split(' ')
      const number = Number(first)
      const message = options.messages[number - 1]
      switch (command.toUpperCase()) {
        case 'CAPA': {
          const list = options.capabilities ?? ['USER', 'UIDL', 'TOP', 'PIPELINING', 'SASL PLAIN']
          await say(`+OK\r\n${[...list, ...(options.certificate ? ['STLS'] : [])].join('\r\n')}\r\n.\r\n`)
          break
        }
        case 'STLS':
          await say(`+OK begin\r\n${options.injection ?? ''}`)
          if (options.certificate) talk.startTls(options.certificate)
          break
        case 'USER':
          await say('+OK\r\n')
          break
        case 'PASS':
          await say(isPassword(line.slice(5)) ? '+OK in\r\n' : '-ERR [AUTH] no\r\n')
          break
        case 'AUTH': {
          const token = second === '' ? ((await say('+ \r\n'), await talk.hear()) ?? '') : second
          const [, , password] = Buffer.from(token, 'base64').toString('utf8').split('\0')
          await say(isPassword(password ?? '') ? '+OK in\r\n' : '-ERR [AUTH] Authentication failed.\r\n')
          break
        }
        case 'UIDL':
          await say(
            `+OK 999 wrong count\r\n${listing(options.messages, gone, (index) => uidOf(options.messages[index - 1]))}.\r\n`,
          )
          break
        case 'LIST':
          await say(`+OK nonsense\r\n${listing(options.messages, gone, (_index, size) => `${size}`)}.\r\n`)
          break
        case 'TOP':
        case 'RETR':
          if (message === undefined || gone.has(number)) await say('-ERR no such message\r\n')
          else await say(Buffer.concat([Buffer.from('+OK 1 octets\r\n'), stuffed(message)]))
          break
        case 'DELE':
          gone.add(number)
          await say('+OK marked\r\n')
          break
        case 'QUIT':
          options.expunge?.([...gone])
          await say('+OK bye\r\n')
          talk.socket.end()
          return
        default:
          await say('-ERR what\r\n')
      }
    }
  }
}

function uidOf(message: Buffer | undefined): string {
  return createHash('sha256')
    .update(message ?? '')
    .digest('hex')
    .slice(0, 16)
}

function listing(
  messages: readonly Buffer[],
  gone: ReadonlySet<number>,
  value: (number: number, size: number) => string,
): string {
  return messages
    .map((message, index) =>
      gone.has(index + 1) ? '' : `${index + 1} ${value(index + 1, message.length)}\r\n`,
    )
    .join('')
}

function stuffed(message: Buffer): Buffer {
  const text = message.toString('latin1').replace(/(^|\r\n)\./g, '$1..')
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1')
}
