import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAptMirrors, renderSourcesList } from '#test/lab/support/apt-sources.ts'

let etc: string

beforeEach(() => {
  etc = mkdtempSync(join(tmpdir(), 'mailwright-apt-'))
  mkdirSync(join(etc, 'sources.list.d'))
})

afterEach(() => rmSync(etc, { recursive: true }))

describe('the mirrors of this machine', () => {
  it('are read from one-line sources, with options and comments', async () => {
    writeFileSync(
      join(etc, 'sources.list'),
      '# deb http://no.test/debian stable main\ndeb [arch=amd64] http://a.test/debian stable main\n' +
        'deb http://s.test/security stable-security main\n',
    )
    expect(await readAptMirrors(etc)).toEqual({
      main: 'http://a.test/debian',
      security: 'http://s.test/security',
    })
  })

  it('are read from stanzas, but not from disabled ones', async () => {
    writeFileSync(
      join(etc, 'sources.list.d', 'debian.sources'),
      'Types: deb\nEnabled: no\nURIs: http://off.test/debian\nSuites: stable\n\n' +
        'Types: deb deb-src\nURIs: http://b.test/debian\nSuites: stable stable-updates\nComponents: main\n',
    )
    expect(await readAptMirrors(etc)).toEqual({ main: 'http://b.test/debian', security: null })
  })

  it('are refused in words where there are none', async () => {
    await expect(readAptMirrors(etc)).rejects.toThrow('no Debian archive')
  })

  it('become the sources of a lab server, without security updates where no archive has them', () => {
    const mirrors = { main: 'http://m.test/debian', security: null }
    expect(renderSourcesList('trixie', mirrors)).toBe(
      'deb http://m.test/debian trixie main\ndeb http://m.test/debian trixie-updates main\n',
    )
  })
})
