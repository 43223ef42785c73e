import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameReader, newMark } from '#core/ssh/frame.ts'
import { printable } from '#core/ssh/printable.ts'

test('a frame is found however its output is cut, and noise around it is dropped', () => {
  const mark = newMark()
  const parts = fc.constantFrom('\n', mark, `${mark}-en`, `${mark}-ready`, 'mw-', 'text', '邮')
  fc.assert(
    fc.property(
      fc.array(parts, { maxLength: 12 }).map((list) => list.join('')),
      fc.string(),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }),
      (body, noise, steps) => {
        const whole = Buffer.from(`${noise}${mark}-ready\n${body}${mark}-end 42\n${noise}`)
        const reader = new FrameReader(mark)
        const pieces: Buffer[] = []
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const step = steps[turn % steps.length] ?? 1
          pieces.push(reader.push(whole.subarray(at, at + step)))
          at += step
        }
        expect(Buffer.concat(pieces).toString()).toBe(body)
        expect(reader.status).toBe(42)
      },
    ),
  )
})

test('a line is passed on as soon as it is whole', () => {
  const mark = newMark()
  const reader = new FrameReader(mark)
  reader.push(Buffer.from(`${mark}-ready\n`))
  expect(reader.push(Buffer.from('{"event":"step"}\n')).toString()).toBe('{"event":"step"}\n')
})

test('text of the other side is shown without escape sequences and control characters', () => {
  expect(printable('\u001b[2J\u001b]0;title\u0007a\u0000b\u202ec\r\nd \u001b[1;31mred\u001b[0m')).toBe(
    'abc\nd red',
  )
  expect(printable('x'.repeat(5000), 10)).toBe('xxxxxxxxxx…')
})
