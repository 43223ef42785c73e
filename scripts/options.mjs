import { parseArgs } from 'node:util'
import { pick, say, speak } from './words.mjs'

const always = {
  lang: { form: 'zh|en', en: 'language (otherwise that of the locale)', zh: '语言（缺省按系统区域设置）' },
  help: { short: 'h', en: 'show this help', zh: '显示本帮助' },
}

/**
 * Reads the command line of a script whose options are `known` (an option with a `form` takes a value) and speaks the
 * language it asks for. Returns the values, or the exit code where there is nothing more to do: 0 after help, 1 after words
 * on what is wrong. `command` is how people start the script.
 */
export function readOptions(words, { command, about, known }) {
  const all = { ...known, ...always }
  const { tokens } = parseArgs({ args: words, options: forParsing(all), strict: false, tokens: true })
  const values = {}
  let fault = null
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    const option = token.kind === 'option' ? all[token.name] : undefined
    const word = token.kind === 'positional' ? token.value : token.rawName
    if (token.kind === 'positional') fault ??= [`“${word}” has no meaning here.`, `无法识别“${word}”。`]
    else if (!option) fault ??= [`there is no option ${word}.`, `没有 ${word} 这个选项。`]
    else if (!option.form && token.value !== undefined)
      fault ??= [`${word} takes no value.`, `${word} 不带值。`]
    else if (option.form && (!token.value || token.value.startsWith('--')))
      fault ??= [`${word} needs a value: ${option.form}.`, `${word} 需要一个值：${option.form}。`]
    else values[token.name] = token.value ?? true
  }
  if (values.lang === 'zh' || values.lang === 'en') speak(values.lang)
  else if (values.lang) fault ??= [`--lang is zh or en, not ${values.lang}.`, `--lang 只能是 zh 或 en。`]
  if (values.port && !isPort(values.port))
    fault ??= ['--port is a number from 1 to 65535.', '--port 应为 1 到 65535 之间的数字。']
  if (fault) {
    const [en, zh] = fault
    process.stderr.write(
      `${pick(
        `✗ The command line is not right: ${en}\n  → See how it is written: ${command} -- --help`,
        `✗ 命令行有误：${zh}\n  → 查看写法：${command} -- --help`,
      )}\n`,
    )
    return { code: 1, values }
  }
  if (values.help) showHelp(command, about, all)
  return { code: values.help ? 0 : null, values }
}

function forParsing(all) {
  const entries = Object.entries(all).map(([name, { form, short }]) => {
    const type = form ? 'string' : 'boolean'
    return [name, short ? { type, short } : { type }]
  })
  return Object.fromEntries(entries)
}

function isPort(text) {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535
}

function showHelp(command, about, all) {
  say(`${about.en}\n\nUsage: ${command} -- [OPTIONS]\n`, `${about.zh}\n\n用法：${command} -- [选项]\n`)
  for (const [name, { form, short, en, zh }] of Object.entries(all)) {
    const written = `${short ? `-${short}, ` : ''}--${name}${form ? ` ${form}` : ''}`
    process.stdout.write(`  ${written.padEnd(17)} ${pick(en, zh)}\n`)
  }
  if (about.after) say(`\n${about.after.en}`, `\n${about.after.zh}`)
}
