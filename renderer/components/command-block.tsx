import { CopyTextButton } from './copy-text-button.tsx'
import classes from './command-block.module.css'

interface CommandBlockProps {
  readonly text: string
  /** Names the block for those who cannot see it. */
  readonly label: string
  readonly wrap?: boolean
  readonly copyable?: boolean
  /** CSS height at which it begins to scroll. */
  readonly height?: string | undefined
}

/** Text to be read or typed as it stands: commands, a program, evidence. */
export function CommandBlock({ text, label, wrap = false, copyable = true, height }: CommandBlockProps) {
  return (
    <div className={classes.block}>
      <pre
        className={classes.text}
        data-wrap={wrap || undefined}
        tabIndex={0}
        role="region"
        aria-label={label}
        style={height === undefined ? undefined : { maxHeight: height }}
      >
        {text}
      </pre>
      {copyable && (
        <div className={classes.tools}>
          <CopyTextButton text={text} />
        </div>
      )}
    </div>
  )
}
