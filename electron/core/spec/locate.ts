import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type Node } from 'yaml'

/** Keys and indices from the root of a description to one of its values. */
export type SpecPath = readonly (string | number)[]

/** What of a path a problem is shown at: its value, or the key that stands before it. */
export type PointAt = 'value' | 'key'

/** The offset in the text of what a path leads to; where the path ends early, of the deepest part that is there. */
export function locate(document: Document, path: SpecPath, pointAt: PointAt): number {
  let node: Node | null = followAlias(document, document.contents)
  let offset = startOf(document.contents) ?? 0
  for (const [index, part] of path.entries()) {
    const last = index === path.length - 1
    const step: Step | null = enter(node, part)
    if (!step) return offset
    const wanted: number | null = last && pointAt === 'key' ? step.keyOffset : startOf(step.value)
    offset = wanted ?? step.keyOffset ?? offset
    node = followAlias(document, step.value)
  }
  return offset
}

interface Step {
  readonly value: Node | null
  readonly keyOffset: number | null
}

function enter(node: Node | null, part: string | number): Step | null {
  if (isSeq<Node>(node) && typeof part === 'number') {
    const value = node.items[part]
    return value ? { value, keyOffset: startOf(value) } : null
  }
  if (!isMap<Node, Node | null>(node)) return null
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part),
  )
  return pair ? { value: pair.value, keyOffset: startOf(pair.key) } : null
}

function followAlias(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node
}

function startOf(node: Node | null): number | null {
  return node?.range?.[0] ?? null
}
