import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wishedZone } from '#core/roles/bind/zone-edit.ts'
import { parseZone } from '#core/roles/bind/zone-text.ts'
import { exampleSpec } from '../whole-wish.ts'

const day = '2026-11-22T08:00:00.000Z'
const spec = exampleSpec()

/** The tutorial's own zone, for our domain, with a web site beside it. */
const tutorial = `$TTL 1D
@       IN SOA  example.test. root.example.test. (0 1D 1H 1W 3H);
        NS      ns.example.test.
ns      A       192.168.10.10
@       MX 10   mail.example.test.
        A       192.0.2.80    ; the web site
        TXT     "v=spf1 include:_spf.other.test -all"
mail    A       192.168.10.10
www     CNAME   @
_dmarc  TXT     ( "v=DMARC1; "
                  "p=none" )
`

function recordsOf(text: string): string[] {
  return (parseZone(text, 'example.test') ?? []).map(({ owner, type, data }) => `${owner} ${type} ${data}`)
}

describe('a zone file', () => {
  it('is read with inherited owners, parentheses, comments and relative names', () => {
    expect(recordsOf(tutorial)).toEqual([
      'example.test. SOA example.test. root.example.test. 0 1D 1H 1W 3H',
      'example.test. NS ns.example.test.',
      'ns.example.test. A 192.168.10.10',
      'example.test. MX 10 mail.example.test.',
      'example.test. A 192.0.2.80',
      'example.test. TXT v=spf1 include:_spf.other.test -all',
      'mail.example.test. A 192.168.10.10',
      'www.example.test. CNAME example.test.',
      '_dmarc.example.test. TXT v=DMARC1; p=none',
    ])
  })

  it('that includes others is not guessed at', () => {
    expect(parseZone('$INCLUDE other\n', 'example.test')).toBeNull()
    expect(parseZone('@ IN SOA a b ( 1 2 3\n', 'example.test')).toBeNull()
  })
})

it('a zone gets no serial that a run of the same day has given it, which may have been undone', () => {
  const run = (startedAt: string) => ({ startedAt })
  const serial = (runs: readonly { startedAt: string }[]) => wishedZone(tutorial, spec, day, runs)?.serial
  expect(serial([])).toBe(2026112201)
  expect(serial([run('2026-11-21T23:59:00Z')])).toBe(2026112201)
  expect(serial([run('2026-11-22T01:00:00Z'), run('2026-11-22T02:00:00Z')])).toBe(2026112203)
})

describe('a fresh zone', () => {
  const fresh = wishedZone(null, spec, day)?.text ?? ''

  it('starts with the serial of its day', () => {
    expect(recordsOf(fresh)[0]).toContain(' 2026112201 ')
  })

  it('is left alone on a later day while nothing changes', () => {
    expect(wishedZone(fresh, spec, '2027-01-01T00:00:00.000Z')?.text).toBe(fresh)
  })

  it('follows a new address everywhere, with a higher serial', () => {
    const moved = wishedZone(fresh, { ...spec, address: '10.0.0.99' }, day)?.text ?? ''
    expect(moved).not.toContain('10.0.0.21')
    expect(moved.match(/10\.0\.0\.99/g)).toHaveLength(3)
    expect(recordsOf(moved)[0]).toContain(' 2026112202 ')
  })

  it('has an AAAA record where the address is one of IPv6', () => {
    const records = recordsOf(wishedZone(null, { ...spec, address: 'fd00::25' }, day)?.text ?? '')
    expect(records).toContain('mail.example.test. AAAA fd00::25')
    expect(records.some((record) => record.includes(' A '))).toBe(false)
  })

  it('keeps records that were added by hand', () => {
    const grown = `${fresh}www IN A 192.0.2.80\n`
    expect(wishedZone(grown, spec, day)?.text).toBe(grown)
    expect(recordsOf(wishedZone(grown, { ...spec, address: '10.0.0.99' }, day)?.text ?? '')).toContain(
      'www.example.test. A 192.0.2.80',
    )
  })
})

describe('a zone of somebody else', () => {
  const wished = wishedZone(tutorial, spec, day)
  const text = wished?.text ?? ''

  it('keeps its web site, its other names and its comments', () => {
    expect(recordsOf(text)).toEqual(
      expect.arrayContaining([
        'example.test. A 192.0.2.80',
        'www.example.test. CNAME example.test.',
        '_dmarc.example.test. TXT v=DMARC1; p=none',
      ]),
    )
    expect(text).toContain('; the web site')
  })

  it('gets our addresses, and the senders that it named stay allowed', () => {
    expect(recordsOf(text)).toEqual(
      expect.arrayContaining([
        'mail.example.test. A 10.0.0.21',
        'ns.example.test. A 10.0.0.21',
        'example.test. TXT v=spf1 mx include:_spf.other.test -all',
      ]),
    )
  })

  it('keeps servers that take mail while ours does not, and none before it', () => {
    const exchangers = (records: string) => {
      const zone = wishedZone(`${tutorial}${records}`.replace(/^.*MX 10.*\n/m, ''), spec, day)
      const all = recordsOf(zone?.text ?? '').filter((record) => record.startsWith('example.test. MX'))
      return [all, zone?.replaced.filter(({ before }) => before.includes(' MX ')).length]
    }
    const own = 'example.test. MX 10 mail.example.test.\n'
    const backup = 'example.test. MX 20 mx.other.test.\n'
    expect(exchangers(own + backup)).toEqual([
      ['example.test. MX 10 mail.example.test.', 'example.test. MX 20 mx.other.test.'],
      0,
    ])
    expect(exchangers(own + backup.replace('20', '5'))).toEqual([
      ['example.test. MX 10 mail.example.test.'],
      1,
    ])
  })

  it('names what gives way, and has a serial of the day', () => {
    expect(wished?.replaced).toContainEqual({
      before: 'mail.example.test. A 192.168.10.10',
      after: 'mail.example.test. A 10.0.0.21',
    })
    expect(recordsOf(text)[0]).toContain(' 2026112201 ')
  })

  it('is as wished after one edit, whatever else it holds', () => {
    const extra = fc.constantFrom(
      'www A 192.0.2.1\n',
      '\tTXT "note"\n',
      'ftp 1h IN CNAME www\n',
      'mail CNAME ghs.other.test.\n',
      '@ MX 5 old\n',
      '$ORIGIN sub.example.test.\n',
      '_sip._tcp SRV 0 1 5060 sip\n',
      '; note\n',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(extra, { maxLength: 8 }), (lines) => {
        const zone = `$TTL 300\n@ SOA ns hostmaster 7 1 1 1 1\n@ NS ns\n${lines.join('')}`
        const first = wishedZone(zone, spec, day)?.text ?? ''
        expect(wishedZone(first, spec, day)?.text).toBe(first)
        const records = recordsOf(first)
        expect(records).toContain('mail.example.test. A 10.0.0.21')
        for (const kept of recordsOf(zone).filter((record) => / (SRV|TXT) |^www\./.test(record)))
          expect(records).toContain(kept)
      }),
    )
  })
})
