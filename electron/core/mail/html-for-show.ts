import sanitize, { type Attributes } from 'sanitize-html'

/** An attachment that HTML may show by its Content-ID (RFC 2392). */
export interface InlineImage {
  readonly contentId: string | null
  readonly type: string
  /** Base64. */
  readonly content: string
}

const colour = [/^#[0-9a-f]{3,8}$/i, /^[a-z]{3,20}$/i, /^rgba?\([\d\s,.%]{1,40}\)$/i]
const length = [/^[\d.]{1,6}(?:px|em|rem|pt|%)?(?:\s+[\d.]{1,6}(?:px|em|rem|pt|%)?){0,3}$/]
const imageTypes = /^image\/(?:png|jpeg|gif|webp|bmp)$/

/**
 * Makes the HTML of a message fit to be shown: no script, form, frame, style sheet or event handler, and nothing that
 * would be fetched; images only from the message itself. Links keep web and mail addresses and open outside.
 */
export function htmlForShow(html: string, inline: readonly InlineImage[]): string {
  const images = new Map(
    inline
      .filter(({ contentId, type }) => contentId !== null && imageTypes.test(type))
      .map(({ contentId, type, content }) => [contentId, `data:${type};base64,${content}`]),
  )
  return sanitize(html, {
    allowedTags: [...sanitize.defaults.allowedTags, 'img', 'font', 'center', 'del', 'ins'],
    allowedAttributes: {
      '*': ['style', 'align', 'valign', 'dir', 'lang', 'title', 'width', 'height'],
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt'],
      td: ['colspan', 'rowspan', 'bgcolor'],
      th: ['colspan', 'rowspan', 'bgcolor'],
      table: ['border', 'cellpadding', 'cellspacing', 'bgcolor'],
      font: ['color', 'size', 'face'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    allowedStyles: {
      '*': {
        color: colour,
        'background-color': colour,
        'text-align': [/^(?:left|right|center|justify)$/],
        'font-weight': [/^(?:normal|bold|[1-9]00)$/],
        'font-style': [/^(?:normal|italic)$/],
        'text-decoration': [/^(?:none|underline|line-through)$/],
        'font-size': length,
        padding: length,
        margin: length,
      },
    },
    transformTags: {
      a: (tagName, attribs) => ({
        tagName,
        attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer nofollow' },
      }),
      img: (tagName, attribs) => {
        const id = /^cid:(.+)$/i.exec(attribs.src ?? '')?.[1]
        const source = id === undefined ? ownImage(attribs.src) : images.get(id)
        const alt: Attributes = { alt: attribs.alt ?? '' }
        return { tagName, attribs: source === undefined ? alt : { ...alt, src: source } }
      },
    },
    nestingLimit: 200,
  })
}

/** An image that the HTML carries within itself; an address would be fetched and tell the sender that it was read. */
function ownImage(source: string | undefined): string | undefined {
  return /^data:image\/(?:png|jpeg|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]+$/.test(source ?? '')
    ? source
    : undefined
}
