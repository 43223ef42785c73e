import { expect, it } from 'vitest'
import { durationMessage } from '#shared/duration.ts'
import { listMessage } from '#shared/list-message.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { message } from '#shared/message.ts'

const print = (language: 'en' | 'zh', milliseconds: number) =>
  translate(createI18n(language), durationMessage(milliseconds))

it('writes a duration with the units of the language, always with a space', () => {
  expect(
    [158, 5640, 9990, 59_400, 60_000, 67_000, 125_000, 3_599_700, 3_900_000].map((each) => print('en', each)),
  ).toEqual(['158 ms', '5.6 s', '10 s', '59 s', '1 min', '1 min 7 s', '2 min 5 s', '1 h', '1 h 5 min'])
  expect([158, 6000, 125_000].map((each) => print('zh', each))).toEqual(['158 毫秒', '6 秒', '2 分 5 秒'])
})

it('joins a list as the language does', () => {
  const ports = message('test.reachDirect', { address: 'a', ports: listMessage([25, 587, 465, 995]) })
  expect(translate(createI18n('zh'), ports)).toContain('25、587、465、995')
  expect(translate(createI18n('en'), ports)).toContain('25, 587, 465, 995')
  expect(listMessage(['one'])).toBe('one')
})
