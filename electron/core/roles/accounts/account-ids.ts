import { linesOf } from '../fact-text.ts'

/** Name by numeric id, from the text of passwd(5) or group(5); both keep the id in the third field. */
export function namesById(text: string | null): ReadonlyMap<number, string> {
  const entries = linesOf(text ?? '').flatMap((line): [number, string][] => {
    const [name, , id] = line.split(':')
    return name !== undefined && id !== undefined && /^\d+$/.test(id) ? [[Number(id), name]] : []
  })
  return new Map(entries)
}
