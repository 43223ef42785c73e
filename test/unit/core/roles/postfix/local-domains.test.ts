import { expect, it } from 'vitest'
import { localDomains } from '#core/roles/postfix/local-domains.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, factsAfter, platformOfFacts, wholeWish } from '../whole-wish.ts'

const ours = ['example.test', 'localhost', 'localhost.example.test', 'mail.example.test']

it.each([
  ['', ours],
  ['mydestination = localhost\n', ours],
  [
    'myhostname = mx.old.test\nmydestination = $myhostname, mail.$mydomain, ${mydomain}, /etc/postfix/more, hash:/etc/postfix/none\n',
    [...ours, 'firm.test', 'mx.old.test', 'old.test'],
  ],
  ['myhostname = old\nmydestination = $myhostname other.test [10.0.0.1]\n', [...ours, 'other.test']],
])(
  'mail for users of the system comes under the same domains before and after a run, as in %j',
  (text, all) => {
    const files = new Map([
      ['/etc/postfix/main.cf', fileFact(`relayhost =\n${text}`)],
      ['/etc/postfix/more', fileFact('firm.test\n')],
    ])
    const facts = bareRelease('12', { files })
    const spec = exampleSpec({ accounts: 'system' })
    const platform = platformOfFacts(facts)
    const expected = [all[0], ...all.slice(1).sort()]
    expect(localDomains({ spec, platform, facts })).toEqual(expected)
    const after = factsAfter(facts, wholeWish(spec, facts).resources)
    expect(localDomains({ spec, platform, facts: after })).toEqual(expected)
  },
)
