import type { z } from 'zod'

/** The value of a JSON column, checked by its schema: what another version wrote is not taken on trust. */
export function fromJson<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  return schema.parse(JSON.parse(text))
}

/** The text of a JSON column; every string survives it whole, lone surrogates and NUL included (RFC 8259 §7). */
export function toJson(value: unknown): string {
  return JSON.stringify(value)
}
