import { describe, expect, it } from 'vitest'
import { failureOf } from '#shared/fail.ts'
import { readWebOptions } from '../../../electron/web/web-options.ts'

function refusal(...words: string[]): unknown {
  try {
    return readWebOptions(words)
  } catch (error) {
    const { code, message } = failureOf(error).failure
    return [code, message.params?.['detail']]
  }
}

describe('the command line of browser mode', () => {
  it('takes any free port unless it is given one', () => {
    expect(readWebOptions([])).toEqual({ port: 0, data: undefined, lang: undefined })
    expect(readWebOptions(['--port', '8080', '--data=/tmp/x', '--lang', 'zh', '--no-open'])).toEqual({
      port: 8080,
      data: '/tmp/x',
      lang: 'zh',
    })
  })

  it('says which word it does not know, or what a known one lacks', () => {
    const usage = (key: string, params?: object) => ['usageInvalid', { key, ...(params && { params }) }]
    expect(refusal('--prot', '1')).toEqual(usage('cli.unknownOption', { word: '--prot' }))
    expect(refusal('--port')).toEqual(usage('cli.optionNeedsValue', { word: '--port' }))
    expect(refusal('--port', '65536')).toEqual(usage('cli.invalidValue', { word: '--port' }))
    expect(refusal('--lang', 'fr')).toEqual(usage('cli.invalidValue', { word: '--lang' }))
    expect(refusal('please')).toMatchObject(['usageInvalid', { key: 'cli.tooManyWords' }])
  })
})
