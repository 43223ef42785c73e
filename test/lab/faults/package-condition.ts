import type { Condition } from './condition.ts'
import { serveBadly, useNoProxy, useProxy } from './broken-mirror.ts'

// dpkg's locks are fcntl locks, of which no shell tool knows.
const holdDpkgLock = (seconds: number) =>
  `systemd-run -q --unit=locker perl -e 'open F, ">>", "/var/lib/dpkg/lock-frontend" or die; fcntl(F, 6, pack("ssx4qqi", 1, 0, 0, 0, 0)) or die; sleep ${seconds}'; sleep 0.5`

const hideDebs = 'mkdir -p /var/debs && mv /var/cache/apt/archives/*.deb /var/debs/'
const showDebs = 'mv /var/debs/*.deb /var/cache/apt/archives/; rmdir /var/debs'
const hideLists = 'mkdir -p /var/lists && mv /var/lib/apt/lists/*_* /var/lists/'
const showLists = 'mv -f /var/lists/* /var/lib/apt/lists/; rmdir /var/lists'

const atApt = (second: number) => ({ command: 'apt-get', n: 1, later: second * 1000 }) as const

/** What can go wrong with packages: locks, mirrors, and programs that are killed while they install. */
export const packageConditions: readonly Condition[] = [
  {
    name: 'dpkg locked for ten seconds',
    bench: 'bare',
    moment: null,
    breakIt: holdDpkgLock(10),
    mend: 'systemctl stop locker 2>/dev/null; true',
    code: null,
  },
  {
    name: 'the mirror out of reach',
    bench: 'bare',
    moment: null,
    breakIt: `${hideDebs}; ${useProxy('http://127.0.0.1:9')}`,
    mend: `${useNoProxy}; ${showDebs}`,
    code: 'installFailed',
  },
  {
    name: 'half a package file in the cache',
    bench: 'bare',
    moment: null,
    breakIt: 'for f in /var/cache/apt/archives/dovecot-core_*.deb; do truncate -s 20000 "$f"; done',
    mend: 'true',
    code: null,
  },
  {
    name: 'a package half configured beforehand',
    bench: 'bare',
    moment: null,
    breakIt: 'cd /var/fault && apt-get -q download less >/dev/null && dpkg --unpack less_*.deb >/dev/null',
    mend: 'rm -f /var/fault/less_*.deb',
    code: null,
  },
  {
    name: 'a mirror that trickles',
    bench: 'bare',
    moment: null,
    breakIt: hideDebs,
    beside: (server) => serveBadly(server, 'slow'),
    mend: showDebs,
    code: null,
  },
  {
    name: 'a mirror that sends half of each file',
    bench: 'bare',
    moment: null,
    breakIt: hideDebs,
    beside: (server) => serveBadly(server, 'half'),
    mend: showDebs,
    code: 'mirrorFailed',
  },
  {
    name: 'a mirror that sends other bytes',
    bench: 'bare',
    moment: null,
    breakIt: hideDebs,
    beside: (server) => serveBadly(server, 'altered'),
    mend: showDebs,
    code: 'mirrorFailed',
  },
  {
    name: 'a repository with a bad signature',
    bench: 'bare',
    moment: null,
    breakIt: hideLists,
    beside: (server) => serveBadly(server, 'altered'),
    mend: showLists,
    code: 'mirrorFailed',
  },
  {
    name: 'dpkg killed by the OOM killer',
    bench: 'bare',
    moment: atApt(4),
    breakIt: 'pkill -9 -x dpkg; true',
    mend: 'true',
    code: null,
  },
  {
    name: 'apt-get hung up',
    bench: 'bare',
    moment: atApt(3),
    breakIt: 'pkill -HUP -x apt-get; true',
    mend: 'true',
    code: null,
  },
  {
    name: 'all killed while dpkg unpacks a package',
    bench: 'bare',
    moment: { command: 'apt-get', n: 1 },
    breakIt:
      ': >/var/log/dpkg.log; rm -f /var/fault/at; until grep -qs "half-installed dovecot-core" /var/log/dpkg.log; do :; done; pkill -9 -f /var/lib/mailwright/[r]uns/; pkill -9 -x dpkg; pkill -9 -x apt-get; true',
    mend: 'true',
    code: 'runInterrupted',
  },
]
