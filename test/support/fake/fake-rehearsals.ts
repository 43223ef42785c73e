import { implement } from '@orpc/server'
import { rehearsalsContract } from '#shared/contract/rehearsals.ts'
import type { Rehearsal, RehearsalEvent, RehearsalStepId } from '#shared/model/rehearsal.ts'
import { fakeChanges } from './fake-plans.ts'
import type { FakeStore } from './fake-store.ts'

const holds = { state: 'holds', words: '' } as const
const refusal =
  'doveconf: Fatal: Error in configuration file /etc/dovecot/dovecot.conf line 3: The first setting must be dovecot_config_version'

/** How a server of Debian 12 would fare under Debian 13. */
export const fakeRehearsal: Rehearsal = {
  readAt: '2026-11-23T03:12:00.000Z',
  hostname: 'mail.example.test',
  from: 'Debian 12',
  to: 'Debian 13',
  fromSuite: 'bookworm',
  toSuite: 'trixie',
  programs: [
    { name: 'bind9', before: '1:9.18.49-1~deb12u3', after: '1:9.20.30-1~deb13u1' },
    { name: 'postfix', before: '3.7.11-0+deb12u1', after: '3.10.13-0+deb13u1' },
    { name: 'dovecot-core', before: '1:2.3.19.1+dfsg1-2.1+deb12u7', after: '1:2.4.1+dfsg1-6+deb13u7' },
  ],
  upgrade: { upgraded: 159, added: 28, held: 0, removed: ['libssl3', 'libuv1'], download: 72_409_472 },
  foreignSources: ['https://packages.example.org/debian/'],
  questions: ['/etc/bind/named.conf.local', '/etc/bind/named.conf.options', '/etc/dovecot/dovecot.conf'],
  checks: [
    { group: 'bind', name: 'named-checkconf', asIs: holds, kept: holds, replaced: holds },
    {
      group: 'dovecot',
      name: 'doveconf',
      asIs: { state: 'fails', words: refusal },
      kept: holds,
      replaced: holds,
    },
    { group: 'postfix', name: 'postconf', asIs: holds, kept: holds, replaced: holds },
  ],
  lost: [
    { file: '/etc/dovecot/dovecot.conf', name: 'mail_location' },
    { file: '/etc/dovecot/dovecot.conf', name: 'ssl_cert' },
  ],
  changes: fakeChanges.filter(({ kind }) => kind === 'file').slice(0, 2),
  notices: [],
  downloaded: 54_541_446,
  duration: 72_000,
  ok: true,
}

/** A rehearsal that takes its time and ends well. */
export function fakeRehearsalHandlers(store: FakeStore) {
  const os = implement(rehearsalsContract)
  const step = (name: RehearsalStepId, done: number | null = null): RehearsalEvent => {
    const total = done === null ? null : 112
    return { event: 'step', step: name, done, total, bytes: done === null ? null : 44_341_444 }
  }
  return {
    start: os.start.handler(async function* () {
      const steps = [step('facts'), step('lists'), step('download', 40), step('download', 112)]
      for (const event of [...steps, step('unpack'), step('check')]) {
        yield event
        await store.pause()
      }
      yield { event: 'rehearsal', rehearsal: fakeRehearsal } satisfies RehearsalEvent
    }),
  }
}
