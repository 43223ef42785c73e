import { describe, expect, it } from 'vitest'
import { withHostLine } from '#core/roles/host/hosts-file.ts'

const host = { address: '10.0.0.21', hostname: 'mail.example.test', formerName: 'bare' }

describe('/etc/hosts', () => {
  it("takes the name off Debian's 127.0.1.1 and gives it to the address", () => {
    const { text } = withHostLine(
      '127.0.0.1\tlocalhost\n127.0.1.1\tbare.lan bare\n\n# v6\n::1 localhost\n',
      host,
    )
    expect(text).toBe('127.0.0.1\tlocalhost\n10.0.0.21\tmail.example.test mail\n\n# v6\n::1 localhost\n')
  })

  it('keeps the other names of the address and all other lines', () => {
    const existing = '127.0.0.1 localhost\n10.0.0.21 files.lan mail # shelf 3\n10.0.0.5 printer\n'
    expect(withHostLine(existing, host).text).toBe(
      '127.0.0.1 localhost\n10.0.0.21\tmail.example.test mail files.lan\n10.0.0.5 printer\n',
    )
  })

  it('tells which other addresses lose the name', () => {
    expect(withHostLine('192.0.2.7 mail.example.test web\n', host)).toEqual({
      text: '10.0.0.21\tmail.example.test mail\n192.0.2.7\tweb\n',
      displaced: ['192.0.2.7'],
    })
  })

  it('is the same after a second look', () => {
    const { text } = withHostLine(null, host)
    expect(withHostLine(text, { ...host, formerName: 'mail.example.test' }).text).toBe(text)
  })
})
