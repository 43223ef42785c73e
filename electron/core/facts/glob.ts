/** The regular expression of a pattern with `*` and `?`, which match no slash (glob(7)). */
export function globShape(pattern: string): RegExp {
  const parts = pattern.split(/([*?])/).map((part) => {
    if (part === '*') return '[^/]*'
    return part === '?' ? '[^/]' : part.replace(/[$()+.[\\\]^{|}]/g, String.raw`\$&`)
  })
  return new RegExp(`^${parts.join('')}$`, 's')
}
