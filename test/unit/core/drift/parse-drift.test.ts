import { parseDrift } from '#core/drift/parse-drift.ts'
import { FailureError } from '#shared/model/failure.ts'
import { drift } from '#shared/model/drift.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftOutput, pathLines, runSections, sumOf } from './drift-output.ts'

const mainCf = '/etc/postfix/main.cf'
const shown = `-\twhole\t-\t-\t-\t-\t-\npostfix\tpath\tfile:${mainCf}\tshown\t${mainCf}\t-\tproperties`
const left = pathLines([{ path: mainCf, text: 'a = 1\n' }])
const keptPath = (run: string) => `/var/lib/mailwright/runs/${run}/after/left/texts${mainCf}`
const sudo = (seconds: number, text: string) =>
  JSON.stringify({ MESSAGE: text, _COMM: 'sudo', __REALTIME_TIMESTAMP: `${seconds}000000` })

async function look(
  sections: readonly (readonly [string, string])[],
  files: Readonly<Record<string, string>> = {},
) {
  return (await parseDrift(await driftOutput(sections, files), 'h')).drift
}

describe('a file that was changed', () => {
  const present = pathLines([{ path: mainCf, text: 'a = 2\n', at: 2000 }])

  it('is told with both texts, its time, and whose sudo command names it', async () => {
    const found = await look(
      [
        ...runSections('r1', left, shown),
        ['present', present],
        [
          'deeds',
          [
            sudo(1500, 'li : TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/ls /etc'),
            sudo(1990, `chen : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/vi ${mainCf}`),
            sudo(1995, 'wang : TTY=pts/2 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/id'),
          ].join('\n'),
        ],
      ],
      { [mainCf]: 'a = 2\n', [keptPath('r1')]: 'a = 1\n' },
    )
    expect(found.lastRun).toEqual({
      id: 'r1',
      domain: 'a.test',
      operator: 'li@desk',
      endedAt: '1970-01-01T00:16:40.000Z',
    })
    expect(found.items).toMatchObject([
      {
        resource: `file:${mainCf}`,
        aspects: ['changed'],
        before: 'a = 1\n',
        after: 'a = 2\n',
        language: 'properties',
        at: '1970-01-01T00:33:20.000Z',
        who: [
          {
            how: 'command',
            sure: true,
            message: { params: { user: 'chen', command: `/usr/bin/vi ${mainCf}` } },
          },
        ],
        keepable: true,
        digest: sumOf('a = 2\n'),
      },
    ])
  })

  it('is nobody’s where only refused, later, own or unreadable entries are in the log', async () => {
    const found = await look([
      ...runSections('r1', left, shown),
      ['present', present],
      [
        'deeds',
        [
          sudo(
            1990,
            `bad : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/vi ${mainCf}`,
          ),
          sudo(2990, `chen : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/vi ${mainCf}`),
          sudo(
            1999,
            `me : PWD=/ ; USER=root ; COMMAND=/bin/sh -c LC_ALL=C; export LC_ALL; echo x-ready; while read -r n; do ${mainCf}`,
          ),
          '{"MESSAGE":[104,255],"_COMM":"sudo","__REALTIME_TIMESTAMP":"1999000000"}',
          '{"MESSAGE":',
        ].join('\n'),
      ],
    ])
    expect(found.items).toMatchObject([{ who: [], before: null, after: null }])
  })

  it('is the package manager’s where apt was at work then', async () => {
    const history =
      'Start-Date: 2026-11-22  06:00:00\nCommandline: /usr/bin/unattended-upgrade\nUpgrade: postfix:amd64 (3.5, 3.6)\nEnd-Date: 2026-11-22  06:00:30'
    const things = `${shown}\n-\tpackage\tpackage:postfix\t-\tpostfix\t-\t-`
    const found = await look([
      ...runSections('r1', `${left}\npackage\tpostfix\tii \t3.5`, things),
      ['present', `${present}\npackage\tpostfix\tii \t3.6`],
      ['apt', `Commandline: cut\nEnd-Date: 2026-11-22  05:00:00\n\n${history}`],
      ['apt-times', '1700\n1990\n2020'],
    ])
    expect(found.items.map(({ name, who }) => [name, who[0]?.how, who[0]?.sure])).toEqual([
      ['postfix', 'packages', true],
      [mainCf, 'packages', false],
    ])
    expect(found.items[0]?.at).toBe('1970-01-01T00:33:40.000Z')
  })

  it('may be that of whoever was logged in, when nothing better is known', async () => {
    const stamp = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00')
    const found = await look([
      ...runSections('r1', left, shown),
      ['present', present],
      [
        'sessions',
        [
          `root     pts/0        10.0.0.9         ${stamp(1900)}   still logged in`,
          `old      pts/1        10.0.0.8         ${stamp(1100)} - ${stamp(1200)}  (00:01)`,
          `reboot   system boot  6.1.0            ${stamp(900)}   still running`,
        ].join('\n'),
      ],
    ])
    expect(found.items[0]?.who).toMatchObject([
      { how: 'session', sure: false, message: { params: { user: 'root', from: '10.0.0.9' } } },
    ])
  })
})

describe('what a run left', () => {
  it('is what the newest run that answers for a thing wrote down', async () => {
    const part = shown.split('\n').slice(1).join('\n')
    const found = await look([
      ...runSections('r2', pathLines([{ path: mainCf, text: 'a = 2\n' }]), part),
      ...runSections(
        'r1',
        `${left}\n${pathLines([{ path: '/etc/hosts', text: 'h\n' }])}`,
        `${shown}\n-\tpath\tfile:/etc/hosts\tshown\t/etc/hosts\t-\ttext`,
      ),
      [
        'present',
        pathLines([
          { path: mainCf, text: 'a = 2\n' },
          { path: '/etc/hosts', text: 'other\n', at: 2000 },
        ]),
      ],
    ])
    expect(found.lastRun?.id).toBe('r2')
    expect(found.items.map(({ name }) => name)).toEqual(['/etc/hosts'])
  })

  it('is what an older run left, where newer ones found it right and decided nothing', async () => {
    const open = shown.replace('postfix\tpath', '~\tpath')
    const now = pathLines([{ path: mainCf, text: 'a = 2\n', at: 2000 }])
    const [run, ...lists] = runSections('r1', left, shown)
    const found = await look(
      [
        ...runSections('r3', now, open.replace(`file:${mainCf}`, 'file:newest-id')),
        ...runSections('r2', now, open),
        ...(run === undefined ? [] : [[run[0].replace('run', 'older'), run[1]] as const]),
        ...lists,
        ['present', now],
      ],
      { [mainCf]: 'a = 2\n', [keptPath('r1')]: 'a = 1\n', [keptPath('r3')]: 'a = 2\n' },
    )
    expect(found.lastRun?.id).toBe('r3')
    expect(found.items).toMatchObject([
      { resource: 'file:newest-id', aspects: ['changed'], before: 'a = 1\n', at: '1970-01-01T00:33:20.000Z' },
    ])
  })

  it('is an older text with the rights that a newer run set, which wrote the file anew', async () => {
    const open = shown.replace('postfix\tpath', '~=\tpath')
    const state = (mode: string) => pathLines([{ path: mainCf, text: 'a = 2\n', mode, at: 2000 }])
    const runs = [...runSections('r2', state('640'), open), ...runSections('r1', left, shown)]
    const files = { [mainCf]: 'a = 2\n', [keptPath('r1')]: 'a = 1\n' }
    const text = { aspects: ['changed'], before: 'a = 1\n', at: null, restorable: true }
    expect((await look([...runs, ['present', state('640')]], files)).items).toMatchObject([text])
    const both = await look([...runs, ['present', state('600')]], files)
    expect(both.items).toMatchObject([{ ...text, aspects: ['changed', 'rights'] }])
    expect(both.items[0]?.findings.at(-1)?.params).toMatchObject({ before: '0640 root:root' })
  })

  it('is not called unfinished for a run before one that came to its end', async () => {
    const [run, ...lists] = runSections('r1', left, shown, 'state=interrupted')
    const found = await look([
      ...runSections('r2', left, shown.replace('postfix\tpath', '~\tpath')),
      ...(run === undefined ? [] : [[run[0].replace('run', 'older'), run[1]] as const]),
      ...lists,
      ['present', left],
    ])
    expect(found).toMatchObject({ unfinishedRun: null, items: [] })
  })

  it('is nothing to compare with where no run left a record, and an unfinished one is told', async () => {
    const found = await look([['run r3 no 1500', 'id=r3\nstate=running']])
    expect(found).toMatchObject({ lastRun: null, unfinishedRun: 'r3', items: [] })
  })

  it('tells rights, a removal with the time of its directory, and a service with the time it stopped', async () => {
    const unit = (active: string, enabled: string) =>
      `unit\tdovecot.service\tLoadState=loaded\tActiveState=${active}\tUnitFileState=${enabled}\tStateChangeTimestamp=Sun 2026-11-22 11:00:00 UTC\t`
    const things = [
      shown,
      `-\tpath\tfile:/etc/aliases\tshown\t/etc/aliases\t-\ttext`,
      `-\tunit\tunit:dovecot.service\t-\tdovecot.service\t-\t-`,
    ].join('\n')
    const found = await look([
      ...runSections(
        'r1',
        `${left}\n${pathLines([{ path: '/etc/aliases', text: 'x\n' }])}\n${unit('active', 'enabled')}`,
        things,
      ),
      [
        'present',
        `${pathLines([{ path: mainCf, text: 'a = 1\n', mode: '666', owner: 'chen:chen', at: 2000 }])}\n${unit('inactive', 'disabled')}`,
      ],
      ['parents', '3000.25\t/etc\n1.0\t/etc/postfix'],
    ])
    expect(found.items).toMatchObject([
      { name: 'dovecot.service', aspects: ['stopped', 'disabled'], at: '2026-11-22T11:00:00.000Z' },
      { name: '/etc/aliases', aspects: ['removed'], at: '1970-01-01T00:50:00.250Z' },
      { name: mainCf, aspects: ['rights'], who: [{ how: 'owner', message: { params: { user: 'chen' } } }] },
    ])
  })

  it('never shows or keeps a secret text', async () => {
    const path = '/etc/dovecot/users'
    const things = `-\tpath\tfile:${path}\tsecret\t${path}\t-\ttext`
    const found = await look(
      [
        ...runSections('r1', pathLines([{ path, text: 'old' }]), things),
        ['present', pathLines([{ path, text: 'new', at: 2000 }])],
      ],
      { [path]: 'alice:{CRYPT}$6$x$y' },
    )
    expect(found.items).toMatchObject([
      { masked: true, before: null, after: null, keepable: false, digest: null },
    ])
  })

  it('does not take new bytes of what programs make for a change', async () => {
    const path = '/etc/aliases.db'
    const found = await look([
      ...runSections('r1', pathLines([{ path, text: 'old' }]), `-\tpath\tderived:x\tmade\t${path}\t-\ttext`),
      ['present', pathLines([{ path, text: 'new', at: 2000 }])],
    ])
    expect(found.items).toEqual([])
  })
})

describe('a hostile server', () => {
  it('is refused in words when its output is in no form we know', async () => {
    for (const output of [Buffer.from(''), Buffer.from('x'.repeat(5000)), Buffer.from('facts 00\n')])
      await expect(parseDrift(output, 'h')).rejects.toBeInstanceOf(FailureError)
  })

  it('cannot make anything but a look that fits the schema, or a refusal', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        left,
        shown,
        '\u001b[2J',
        'path\tf\t644\troot:root\tNaN\t1e999\t\t/etc/x',
        sudo(1, 'x : COMMAND=y'),
      ),
    )
    const names = fc.constantFrom(
      'run r1 no 99999999999',
      'run r1 no 1000',
      'things r1',
      'state r1',
      'present',
      'parents',
      'deeds',
      'sessions',
      'apt',
      'apt-times',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, word), { maxLength: 12 }), async (sections) => {
        const output = await driftOutput(sections)
        try {
          const found = (await parseDrift(output, 'h')).drift
          expect(drift.safeParse(found).error).toBeUndefined()
        } catch (error) {
          expect(error).toBeInstanceOf(FailureError)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('cannot put control characters into the words about people', async () => {
    const found = await look([
      ...runSections('r1', left, shown),
      ['present', pathLines([{ path: mainCf, text: 'a = 2\n', at: 2000 }])],
      [
        'deeds',
        sudo(
          1990,
          `ch\u001b[31men : TTY=x ; PWD=/ ; USER=root ; COMMAND=vi ${mainCf} \u202e\u0007${'x'.repeat(9000)}`,
        ),
      ],
    ])
    const said = JSON.stringify(found.items[0]?.who)
    expect(said).not.toMatch(/\\u001b|\\u0007|\u202e/)
    expect(said.length).toBeLessThan(1000)
  })
})
