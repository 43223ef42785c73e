import { fileOf, stretchesOf } from './logical-lines.ts'
import type { Stretch } from './logical-lines.ts'

/** Name and value of a parameter as main.cf sets it, whitespace folded. */
export function parametersOf(mainCf: string): ReadonlyMap<string, string> {
  const parameters = stretchesOf(mainCf).flatMap((stretch) => parameterOf(stretch) ?? [])
  return new Map(parameters.map(({ name, value }) => [name, value]))
}

/**
 * The main.cf text in which every named parameter has its value (null: none). A parameter that has it already keeps its
 * very lines; the last of several settings counts (postconf(5)) and the earlier ones go; new ones follow at the end.
 */
export function withParameters(mainCf: string, wished: ReadonlyMap<string, string | null>): string {
  const stretches = stretchesOf(mainCf)
  const last = new Map<string, number>()
  stretches.forEach((stretch, index) => {
    const parameter = parameterOf(stretch)
    if (parameter !== null) last.set(parameter.name, index)
  })
  const edited = stretches.flatMap((stretch, index): Stretch[] => {
    const parameter = parameterOf(stretch)
    const value = parameter === null ? undefined : wished.get(parameter.name)
    if (parameter === null || value === undefined) return [stretch]
    if (value === null || last.get(parameter.name) !== index) return []
    return [foldSpace(value) === parameter.value ? stretch : settingOf(parameter.name, value)]
  })
  const added = [...wished].flatMap(([name, value]) =>
    value === null || last.has(name) ? [] : [settingOf(name, value)],
  )
  return fileOf([...edited, ...added])
}

/** The elements of a list parameter, which commas or whitespace separate; `{…}` stays whole. */
export function listOf(value: string): string[] {
  return value.match(/(?:[^\s,{}]|\{(?:[^{}]|\{[^{}]*\})*\})+/g) ?? []
}

/** One `name = value` line of main.cf. */
export function settingLine(name: string, value: string): string {
  return value === '' ? `${name} =` : `${name} = ${value}`
}

function settingOf(name: string, value: string): Stretch {
  const line = settingLine(name, value)
  return { kind: 'logical', raw: line, text: line }
}

function parameterOf({ kind, text }: Stretch): { name: string; value: string } | null {
  const match = kind === 'logical' ? /^([^=\s]+)\s*=\s*(.*)$/.exec(text) : null
  return match?.[1] === undefined ? null : { name: match[1], value: foldSpace(match[2] ?? '') }
}

function foldSpace(value: string): string {
  return value.trim().replaceAll(/\s+/g, ' ')
}
