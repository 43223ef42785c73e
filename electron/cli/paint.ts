/** Colours by what they mean; each gives the text unchanged where no colours are wanted. */
export interface Paints {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warning: (text: string) => string
  readonly heading: (text: string) => string
  readonly quiet: (text: string) => string
  readonly accent: (text: string) => string
}

/** The colours of a terminal (ECMA-48 §8.3.117), or none. */
export function paints(colours: boolean): Paints {
  const paint = (open: number, close: number) => (text: string) =>
    colours ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return {
    good: paint(32, 39),
    bad: paint(31, 39),
    warning: paint(33, 39),
    heading: paint(1, 22),
    quiet: paint(2, 22),
    accent: paint(36, 39),
  }
}
