import type { Message, MessageKey } from '#shared/message.ts'
import type { TranscriptLine } from '#shared/model/mail.ts'
import { useMessageText, useText } from '../i18n.ts'
import { CopyTextButton } from './copy-text-button.tsx'
import classes from './protocol-transcript.module.css'

const sides = {
  client: 'mail.uiSideClient',
  server: 'mail.uiSideServer',
  note: 'mail.uiSideNote',
} as const satisfies Record<TranscriptLine['from'], MessageKey>

const signs = { client: 'C:', server: 'S:', note: '#' } as const

/** A conversation as plain text, one line each, with the milliseconds since its beginning. */
export function transcriptText(
  lines: readonly TranscriptLine[],
  print: (message: Message) => string,
): string {
  return lines
    .map(({ at, from, text, words }) => {
      const said = words === undefined ? text : print(words)
      return `${String(Math.round(at)).padStart(6)} ${signs[from]} ${said}`
    })
    .join('\n')
}

/** Who said what to whom and when, in a mail protocol; credentials were masked before. */
export function ProtocolTranscript({ lines, height }: { lines: readonly TranscriptLine[]; height?: string }) {
  const t = useText()
  const print = useMessageText()
  return (
    <div className={classes.box}>
      <div className={classes.head}>
        <span>{t('mail.uiLines', { n: lines.length })}</span>
        <CopyTextButton text={transcriptText(lines, print)} />
      </div>
      <ol
        className={classes.lines}
        style={height === undefined ? undefined : { maxHeight: height }}
        tabIndex={0}
        aria-label={t('mail.uiTranscript')}
      >
        {lines.map((line, index) => (
          <li key={index} className={classes.line} data-from={line.from}>
            <span className={classes.at}>{Math.round(line.at)}</span>
            <span className={classes.side}>{t(sides[line.from])}</span>
            <span className={classes.text}>{line.words === undefined ? line.text : print(line.words)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
