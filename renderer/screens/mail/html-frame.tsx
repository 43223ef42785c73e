import { Anchor, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { CopyTextButton } from '../../components/copy-text-button.tsx'
import { useText } from '../../i18n.ts'
import classes from './mail-screen.module.css'
import { dressFrame, safeHtml } from './safe-html.ts'

const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** HTML of a message in a frame of its own: no scripts, no forms, nothing from the net; links are shown, not followed. */
export function HtmlFrame({ html }: { html: string }) {
  const t = useText()
  const [link, setLink] = useState<string | null>(null)
  const [height, setHeight] = useState(320)
  const page = useMemo(
    () =>
      `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"></head><body>${safeHtml(html)}</body></html>`,
    [html],
  )
  return (
    <div className={classes.html}>
      <iframe
        title={t('mail.uiHtmlFrame')}
        className={classes.frame}
        // Same origin, so that this window may measure and dress it; no scripts run inside.
        sandbox="allow-same-origin"
        referrerPolicy="no-referrer"
        srcDoc={page}
        height={height}
        onLoad={({ currentTarget: frame }) => {
          const inner = frame.contentDocument
          if (inner === null) return
          dressFrame(inner)
          setHeight(Math.min(inner.documentElement.scrollHeight + 8, 20_000))
          inner.addEventListener('click', (event) => {
            event.preventDefault()
            const target = event.target
            const anchor =
              inner.defaultView && target instanceof inner.defaultView.Element && target.closest('a')
            if (anchor) setLink(anchor.getAttribute('href'))
          })
        }}
      />
      <div className={classes.frameFoot}>
        <Text size="xs" c="dimmed">
          {t('mail.uiHtmlSafe')}
        </Text>
        {link !== null && (
          <span className={classes.link} role="status">
            <Anchor component="span" size="sm" underline="never">
              {t('mail.uiHtmlLink', { url: link })}
            </Anchor>
            <CopyTextButton text={link} />
          </span>
        )}
      </div>
    </div>
  )
}
