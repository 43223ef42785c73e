import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LogFile } from '#core/log/log-file.ts'
import { Scrubber } from '#core/log/scrubber.ts'
import { scratchDirectory } from '../store/scratch-store.ts'

describe('the scrubber', () => {
  it('hides each known secret wherever it stands, the longer one first', () => {
    const scrubber = new Scrubber()
    scrubber.hide('secret')
    scrubber.hide('secret-long')
    expect(scrubber.clean('a secret-long b secret c')).toBe('a ••• b ••• c')
  })

  it('hides a secret also as JSON writes it', () => {
    const scrubber = new Scrubber()
    scrubber.hide('quo"te\nline')
    expect(scrubber.clean(JSON.stringify({ error: 'quo"te\nline' }))).toBe('{"error":"•••"}')
  })

  it('leaves words alone that are no secrets', () => {
    const scrubber = new Scrubber()
    scrubber.hide('abc')
    scrubber.hide('')
    expect(scrubber.clean('abc mail abcdef $HOME $1')).toBe('abc mail abcdef $HOME $1')
  })

  it.each([
    ['{SHA512-CRYPT}$6$salt$abcdefghijklmnopqrstuvwxyz/.', '{SHA512-CRYPT}•••'],
    ['root:$y$j9T$abcdefgh$ijklmnop:1:', 'root:•••:1:'],
    ['AUTH PLAIN AGFsaWNlAHNlY3JldA==', 'AUTH PLAIN •••'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----\nrest', '•••\nrest'],
  ])('knows the shape of %j', (text, cleaned) => {
    expect(new Scrubber().clean(text)).toBe(cleaned)
  })
})

describe('the log file', () => {
  it('is for its owner alone, keeps an error with its causes on lines of one entry, and is turned over', () => {
    const directory = scratchDirectory()
    const log = new LogFile(directory, new Scrubber())
    log.error('here', new Error('outer', { cause: new Error('inner') }))
    const text = readFileSync(log.path, 'utf8')
    expect(text).toMatch(/^\S+Z error here: Error: outer\n/)
    expect(text).toContain('caused by Error: inner')
    expect(text.split('\n').filter((line) => /^\S/.test(line))).toHaveLength(1)
    expect(statSync(log.path).mode & 0o777).toBe(0o600)
    writeFileSync(log.path, 'x'.repeat(1024 * 1024))
    log.note('next')
    expect(readFileSync(log.path, 'utf8')).toMatch(/note next\n$/)
    expect(statSync(`${log.path}.1`).size).toBe(1024 * 1024)
  })

  it('stops nothing when it cannot be written', () => {
    const directory = scratchDirectory()
    mkdirSync(join(directory, 'logs', 'mailwright.log'), { recursive: true })
    expect(() => new LogFile(directory, new Scrubber()).note('x')).not.toThrow()
  })
})
