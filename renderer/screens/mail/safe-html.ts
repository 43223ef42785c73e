import DOMPurify from 'dompurify'

/** Attribute that carries an inline style into the frame, where it is applied through the style object. */
const carried = 'data-mail-style'

/**
 * The second net under the core's own: once more no script, form, style sheet or embedded page, nothing that is fetched from the net; images only as data.
 * Inline styles are carried along as data, because the Content-Security-Policy refuses style attributes.
 */
export function safeHtml(html: string): string {
  const purifier = DOMPurify()
  purifier.addHook('afterSanitizeAttributes', (element) => {
    const source = element.getAttribute('src')
    if (source !== null && !/^data:image\/(?:png|jpe?g|gif|webp|bmp);/i.test(source))
      element.removeAttribute('src')
    const style = element.getAttribute('style')
    if (style === null) return
    element.removeAttribute('style')
    if (!/url\s*\(|image-set|@import|expression/i.test(style)) element.setAttribute(carried, style)
  })
  return purifier.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'textarea',
      'select',
      'audio',
      'video',
      'source',
      'picture',
      'link',
      'meta',
      'base',
    ],
    FORBID_ATTR: ['srcset', 'background', 'ping', 'target', 'id', 'name', 'class'],
    ALLOW_DATA_ATTR: false,
  })
}

const frameLook = `
  :root { color-scheme: light; background: #fff; }
  body { margin: 16px 20px; font: 15px/1.6 system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1d252c; overflow-wrap: anywhere; }
  img { max-width: 100%; height: auto; }
  table { max-width: 100%; }
  pre { white-space: pre-wrap; }
  blockquote { margin: 8px 0 8px 4px; padding-left: 12px; border-left: 3px solid #d3dae0; color: #4a5763; }
  a { color: #1d5675; }
`

/** Gives the document of the frame its look and its inline styles, by means that a strict Content-Security-Policy allows. */
export function dressFrame(inner: Document): void {
  const Sheet = inner.defaultView?.CSSStyleSheet
  if (Sheet !== undefined) {
    const sheet = new Sheet()
    sheet.replaceSync(frameLook)
    inner.adoptedStyleSheets = [sheet]
  }
  for (const element of inner.querySelectorAll<HTMLElement>(`[${carried}]`)) {
    element.style.cssText = element.getAttribute(carried) ?? ''
    element.removeAttribute(carried)
  }
}
