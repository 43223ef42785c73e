import type { en } from './locales/en.ts'

type Catalog = typeof en
type KeyOf<N extends keyof Catalog> = `${N}.${keyof Catalog[N] & string}`

/** Every text of the program, as `namespace.name`. */
export type MessageKey = { [N in keyof Catalog]: KeyOf<N> }[keyof Catalog]

type TextOf<K extends MessageKey> = K extends `${infer N}.${infer Name}`
  ? N extends keyof Catalog
    ? Name extends keyof Catalog[N]
      ? Catalog[N][Name]
      : never
    : never
  : never

type Placeholders<T> = T extends `${string}{{${infer P}}}${infer Rest}` ? P | Placeholders<Rest> : never

/** A value put into a text; a message among them is translated with it. */
export type MessageParam = string | number | Message

/** A text for people before it is translated: it crosses the wire and the database, never the finished sentence. */
export interface Message {
  readonly key: MessageKey
  readonly params?: Readonly<Record<string, MessageParam>> | undefined
}

/** What `message` takes beside the key: nothing, or a value for each placeholder. */
export type MessageArguments<K extends MessageKey> = [Placeholders<TextOf<K>>] extends [never]
  ? []
  : [params: Readonly<Record<Placeholders<TextOf<K>>, MessageParam>>]

/** Makes a message; a missing or unknown placeholder does not compile. */
export function message<K extends MessageKey>(key: K, ...args: MessageArguments<K>): Message {
  return args[0] === undefined ? { key } : { key, params: args[0] }
}

/**
 * What another language must offer: the same keys (the laws check the same placeholders). Keys that end in `_one` are the
 * singular of English texts about `n`; Chinese has none.
 */
export type Localised<T> = { readonly [K in keyof T as K extends `${string}_one` ? never : K]: string }
