import { serverSpec } from '#shared/model/server-spec.ts'
import { z } from 'zod'
import type { SpecPath } from './locate.ts'

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly oneOf?: readonly SchemaNode[]
  readonly const?: unknown
}

/** The JSON Schema (draft 2020-12) of a description as it is written in YAML, for editors that complete and check. */
export function specJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(serverSpec, { io: 'input' })
  return { $schema, title: 'Mailwright server description', ...schema }
}

/** The keys that may stand in the mapping at a path, looking at what stands beside them where that decides. */
export function knownKeys(path: SpecPath, root: unknown): readonly string[] {
  let node: SchemaNode | undefined = z.toJSONSchema(serverSpec, { io: 'input' }) as SchemaNode
  let value = root
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
    node = pick(typeof part === 'number' ? node?.items : node?.properties?.[part], value)
  }
  return Object.keys(node?.properties ?? {})
}

/** Of alternatives the one whose constant the value holds, as `provider: manual` does. */
function pick(node: SchemaNode | undefined, value: unknown): SchemaNode | undefined {
  if (!node?.oneOf) return node
  const fits = (option: SchemaNode): boolean =>
    Object.entries(option.properties ?? {}).every(
      ([name, property]) =>
        property.const === undefined ||
        (typeof value === 'object' && value !== null && Reflect.get(value, name) === property.const),
    )
  return node.oneOf.find(fits) ?? node.oneOf[0]
}
