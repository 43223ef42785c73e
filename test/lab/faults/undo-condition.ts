import type { Condition } from './condition.ts'
import { commonRecords, ownRecords } from './machine-condition.ts'
import { setClockMeanwhile } from './wrong-clock.ts'

const during = 'undo'
const full = 'head -c 1G /dev/zero >/var/lib/mailwright/filler; true'
const noInodes =
  'i=0; while : >/var/lib/mailwright/filler.$i; do i=$((i + 1)); done 2>/dev/null; rm -f /var/lib/mailwright/filler.[0-4]; true'

/** What can be wrong with a server at the moment when somebody wants it back as it was. */
export const undoConditions: readonly Condition[] = [
  {
    name: 'undo with /etc read-only',
    during,
    moment: null,
    breakIt: 'mount --bind /etc /etc && mount -o remount,bind,ro /etc',
    mend: 'umount -l /etc',
    code: 'writeRefused',
  },
  {
    name: 'undo with an immutable main.cf',
    during,
    moment: null,
    breakIt: 'chattr +i /etc/postfix/main.cf',
    mend: 'chattr -i /etc/postfix/main.cf',
    code: 'fileFixed',
  },
  {
    name: 'undo with an append-only main.cf',
    during,
    moment: null,
    breakIt: 'chattr +a /etc/postfix/main.cf',
    mend: 'chattr -a /etc/postfix/main.cf',
    code: 'fileFixed',
  },
  {
    name: 'undo whose tar is killed',
    during,
    moment: { command: 'tar', n: 7 },
    breakIt: "pkill -9 -f '^/bin/sh /usr/local/sbin/[t]ar'",
    mend: 'true',
    code: 'writeCutShort',
  },
  {
    name: 'undo with /var quite full',
    during,
    moment: null,
    breakIt: `${ownRecords('64m')}; ${full}`,
    mend: commonRecords,
    code: 'spaceTooSmall',
  },
  {
    name: 'undo with /var nearly full',
    during,
    moment: null,
    breakIt: `${ownRecords('64m')}; head -c 61m /dev/zero >/var/lib/mailwright/filler; true`,
    mend: commonRecords,
    code: 'spaceTooSmall',
  },
  {
    name: 'undo with /var full from its middle on',
    during,
    moment: { command: 'date', n: 5 },
    prepare: ownRecords('64m'),
    breakIt: full,
    mend: commonRecords,
    code: 'diskFull',
  },
  {
    name: 'undo with no inodes left in /var',
    during,
    moment: null,
    breakIt: `${ownRecords('64m,nr_inodes=2000')}; ${noInodes}`,
    mend: commonRecords.replace('filler;', 'filler*;'),
    code: 'diskFull',
  },
  {
    name: 'undo killed while mail goes to an archive on another file system',
    during,
    moment: { command: 'cp', n: 1 },
    prepare: ownRecords('256m'),
    breakIt:
      'cd "$(ls -td /var/lib/mailwright/archive/* | head -n 1)" && mkdir .part && echo half >.part/letter && pkill -9 -f /var/lib/mailwright/[r]uns/',
    mend: commonRecords,
    code: 'undoInterrupted',
  },
  {
    name: 'undo by a clock that was set back a year since',
    during,
    moment: null,
    breakIt: 'true',
    mend: 'true',
    beside: (server) => setClockMeanwhile(server, -366),
    code: null,
  },
  {
    name: 'undo whose dpkg is killed by the OOM killer',
    during,
    bench: 'bare',
    moment: { command: 'apt-get', n: 2, later: 1500 },
    breakIt: 'pkill -9 -x dpkg; true',
    mend: 'true',
    code: null,
  },
  {
    name: 'undo while somebody installs packages again and again',
    during,
    bench: 'bare',
    moment: null,
    breakIt:
      "systemd-run -q --unit=other-apt sh -c 'while :; do apt-get -qy install --reinstall less; sleep 1; done'; sleep 1",
    mend: 'systemctl stop other-apt; dpkg --configure -a',
    code: null,
  },
  {
    name: 'undo whose call of systemctl is killed',
    during,
    moment: { command: 'systemctl', n: 6 },
    breakIt: "pkill -9 -f '^/bin/sh /usr/local/sbin/[s]ystemctl'",
    mend: 'true',
    code: null,
  },
]
