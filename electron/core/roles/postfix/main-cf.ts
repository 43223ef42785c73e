import { fileOf, stretchesOf, type Stretch } from './logical-lines.ts'

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
    if (foldSpace(value) === parameter.value) return [stretch]
    return [grownOver(stretch, parameter, value) ?? settingOf(parameter.name, value)]
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

/** The elements of a list parameter, those of `$parameters` in it included, one level deep. */
export function elementsOf(parameters: ReadonlyMap<string, string>, parameter: string): readonly string[] {
  return listOf(parameters.get(parameter) ?? '').flatMap((element) => {
    const name = parameterNamed(element)
    const value = name === undefined ? undefined : parameters.get(name)
    return value === undefined ? [element] : listOf(value)
  })
}

/** The parameter that a value is, in each form of naming one: `$name`, `${name}`, `$(name)` (postconf(5)); undefined where it is none. */
export function parameterNamed(value: string): string | undefined {
  const [, plain, braced, bracketed] = /^\$(?:(\w+)|\{(\w+)\}|\((\w+)\))$/.exec(value) ?? []
  return plain ?? braced ?? bracketed
}

/** What `$mydomain` means under these parameters: without one the rest of myhostname behind its first dot (postconf(5)). */
export function domainOf(parameters: ReadonlyMap<string, string>): string | undefined {
  return parameters.get('mydomain') ?? parameters.get('myhostname')?.replace(/^[^.]*\./, '')
}

/** A value with text in the place of a parameter, in each form of naming one: `$name`, `${name}`, `$(name)` (postconf(5)). */
export function withParameter(value: string, name: string, text: string): string {
  const form = new RegExp(String.raw`\$(?:${name}\b|\{${name}\}|\(${name}\))`, 'g')
  return value.replaceAll(form, () => text)
}

/** One `name = value` line of main.cf. */
export function settingLine(name: string, value: string): string {
  return value === '' ? `${name} =` : `${name} = ${value}`
}

function settingOf(name: string, value: string): Stretch {
  const line = settingLine(name, value)
  return { kind: 'logical', raw: line, text: line }
}

/** A list over several lines, with comments among them, that only grows at an end keeps its lines. */
function grownOver(stretch: Stretch, { name, value }: Parameter, wished: string): Stretch | null {
  if (!stretch.raw.includes('\n')) return null
  const before = listOf(value)
  const after = listOf(wished)
  const added = after.length - before.length
  const isEqual = (elements: readonly string[]) => before.every((element, at) => element === elements[at])
  if (added < 0 || before.length === 0) return null
  if (added === 0) return isEqual(after) ? stretch : null
  if (isEqual(after)) {
    const raw = `${stretch.raw}\n    ${after.slice(before.length).join(', ')}`
    return { kind: 'logical', raw, text: settingLine(name, wished) }
  }
  if (!isEqual(after.slice(added))) return null
  const rest = stretch.raw.replace(/^[^=]+=[ \t]*/, '')
  const raw = `${settingLine(name, after.slice(0, added).join(', '))}${rest.startsWith('\n') ? '' : '\n    '}${rest}`
  return { kind: 'logical', raw, text: settingLine(name, wished) }
}

interface Parameter {
  readonly name: string
  /** Whitespace folded. */
  readonly value: string
}

function parameterOf({ kind, text }: Stretch): Parameter | null {
  const match = kind === 'logical' ? /^([^=\s]+)\s*=\s*(.*)$/.exec(text) : null
  return match?.[1] === undefined ? null : { name: match[1], value: foldSpace(match[2] ?? '') }
}

function foldSpace(value: string): string {
  return value.trim().replaceAll(/\s+/g, ' ')
}
