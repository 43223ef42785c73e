import { clockNotices } from '#core/plan/clock-notice.ts'
import { expect, test } from 'vitest'

const now = new Date('2026-11-23T03:00:00Z')

test('a clock that is minutes off is not worth a word', () => {
  expect(clockNotices('2026-11-23T03:09:00Z', now)).toEqual([])
})

test.each(['2027-11-23T03:00:30Z', '2025-11-23T03:00:30Z'])(
  'the time of the server, %s, is told beside ours before anything is applied',
  (server) => {
    expect(clockNotices(server, now)).toEqual([
      {
        blocking: false,
        message: {
          key: 'plan.engineClockOff',
          params: { server: `${server.slice(0, 10)} 03:00 UTC`, own: '2026-11-23 03:00 UTC' },
        },
      },
    ])
  },
)
