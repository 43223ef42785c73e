import type { Condition } from './condition.ts'

const swap = { command: 'mv', n: 3 } as const
const nothing = { moment: null, breakIt: 'true', mend: 'true', code: null } as const

/** A file system of its own for our records, which can be filled without the rest of the server. */
export const ownRecords = (size: string) =>
  `mkdir -p /var/lib/mailwright /var/kept && cp -a /var/lib/mailwright/. /var/kept/ && mount -t tmpfs -o mode=755,size=${size} tmpfs /var/lib/mailwright && cp -a /var/kept/. /var/lib/mailwright/ && rm -rf /var/kept`
export const commonRecords =
  'rm -f /var/lib/mailwright/filler; mkdir -p /var/kept && cp -a /var/lib/mailwright/. /var/kept/ && umount /var/lib/mailwright && cp -a /var/kept/. /var/lib/mailwright/ && rm -rf /var/kept'

/** What a server can lack, or be, as a whole. */
export const machineConditions: readonly Condition[] = [
  {
    name: '/etc read-only',
    moment: null,
    breakIt: 'mount --bind /etc /etc && mount -o remount,bind,ro /etc',
    mend: 'umount /etc',
    code: 'writeRefused',
  },
  {
    name: '/etc read-only from the middle on',
    moment: swap,
    breakIt: 'mount --bind /etc /etc && mount -o remount,bind,ro /etc',
    mend: 'umount /etc',
    code: 'writeRefused',
  },
  {
    name: '/var too full to begin',
    moment: null,
    breakIt: `${ownRecords('64m')}; head -c 60m /dev/zero >/var/lib/mailwright/filler; true`,
    mend: commonRecords,
    code: 'spaceTooSmall',
  },
  {
    name: '/var quite full',
    moment: null,
    breakIt: `${ownRecords('64m')}; head -c 1G /dev/zero >/var/lib/mailwright/filler; true`,
    mend: commonRecords,
    code: 'spaceTooSmall',
  },
  {
    name: '/var full from the middle on',
    moment: swap,
    prepare: ownRecords('64m'),
    breakIt: 'head -c 1G /dev/zero >/var/lib/mailwright/filler; true',
    mend: commonRecords,
    code: 'diskFull',
  },
  {
    name: '/var full while the present state is recorded',
    moment: { command: 'cp', n: 1 },
    prepare: ownRecords('64m'),
    breakIt: 'head -c 1G /dev/zero >/var/lib/mailwright/filler; true',
    mend: commonRecords,
    code: 'diskFull',
  },
  {
    name: 'the run hung up (SIGHUP)',
    moment: swap,
    breakIt: 'pkill -HUP -f /var/lib/mailwright/[r]uns/; true',
    mend: 'true',
    code: 'runInterrupted',
  },
  { name: '256 MB of memory', bench: 'small', ...nothing },
  { name: '256 MB of memory while packages are installed', bench: 'smallBare', ...nothing },
  { name: 'no address but of IPv6', bench: 'ipv6Only', ...nothing },
  { name: 'a host name of 64 letters, a domain of 80 columns', bench: 'longName', ...nothing },
  { name: 'a clock a year ahead', bench: 'yearAhead', ...nothing },
  { name: 'a clock a year behind', bench: 'yearBehind', ...nothing },
]
