import { diffLines } from '../../../electron/cli/text-diff.ts'
import { expect, test } from 'vitest'

test('a change is shown with three lines around it', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n'
  const lines = diffLines(before, before.replace('e', 'E')).map(({ text }) => text)
  expect(lines).toEqual(['@@ -2,7 +2,7 @@', ' b', ' c', ' d', '-e', '+E', ' f', ' g', ' h'])
})

test('a new file is all additions, a removed one all removals', () => {
  expect(diffLines(null, 'x\ny\n')).toEqual([
    { kind: 'added', text: '+x' },
    { kind: 'added', text: '+y' },
  ])
  expect(diffLines('x', null)).toEqual([{ kind: 'removed', text: '-x' }])
})

test('nothing stands for equal texts', () => {
  expect(diffLines('same', 'same')).toEqual([])
  expect(diffLines(null, null)).toEqual([])
})

test('a value that is no file is shown without talk of line ends', () => {
  expect(diffLines('a.test', 'b.test').map(({ text }) => text)).toEqual(['-a.test', '+b.test'])
})
