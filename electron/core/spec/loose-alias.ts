import { visit, type Document } from 'yaml'

/** The offset of the first alias (`*name`) with no anchor (`&name`) above it, or null; YAML 1.2.2 §7.1. */
export function findLooseAlias(document: Document): number | null {
  const anchors = new Set<string>()
  let loose: number | null = null
  visit(document, {
    Value: (_key, node) => {
      if (node.anchor) anchors.add(node.anchor)
    },
    Alias: (_key, node) => {
      if (anchors.has(node.source)) return undefined
      loose = node.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return loose
}
