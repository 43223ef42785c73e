import type { FailureCode } from '#shared/model/failure.ts'
import type { LabServer } from '../support/lab-server.ts'
import type { Release } from '../support/releases.ts'
import type { BenchKind } from './bench.ts'
import type { Moment } from './freeze.ts'
import type { Login } from './terminal.ts'

/** A failure that the app must name; null where the run must come to its end in spite of all. */
export type Expected = FailureCode | null

/** Something wrong with the server while a run is at work; `mend` takes it away again. */
export interface Condition {
  readonly name: string
  /** The server it happens to; `full` unless said. */
  readonly bench?: BenchKind
  /** What it disturbs; an undo is disturbed after an apply that went well. An apply unless said. */
  readonly during?: 'undo'
  /** When it begins: before the plan is applied, or at a moment of the run. */
  readonly moment: Moment | null
  /** Done before the plan is applied where there is a moment. */
  readonly prepare?: string
  readonly breakIt: string
  readonly mend: string
  /** The same on all releases, or by release. */
  readonly code: Expected | Readonly<Record<Release, Expected>>
  /** Who applies; root unless said. */
  readonly login?: Login
  /** Something on this machine that goes with it; resolves with what ends it. */
  readonly beside?: (server: LabServer) => Promise<() => Promise<void>>
}

/** A file system of its own over a directory, with its content, and a few kilobytes to spare. */
const cramped = (dir: string, options: string) =>
  `mkdir -p /var/cramped && cp -a ${dir}/. /var/cramped/ && mount -t tmpfs -o mode=755,${options} tmpfs ${dir} && cp -a /var/cramped/. ${dir}/`
const roomy = (dir: string) => `umount ${dir}; rm -rf /var/cramped`

const swap: Moment = { command: 'mv', n: 3 }
// The event that says the record of the present state is done: what is wrong before it would be recorded as wanted.
const start: Moment = { command: 'date', n: 6 }

const stranger = (port: number) =>
  `systemctl stop dovecot; systemd-run -q --unit=stranger perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalPort => ${port}, Listen => 5, ReuseAddr => 1) or die; sleep 600'; sleep 0.5`

/** Each ends in the old state with a reason, or in the new one; after mending, the same command ends in the new one. */
export const conditions: readonly Condition[] = [
  {
    name: 'an immutable main.cf',
    moment: null,
    breakIt: 'chattr +i /etc/postfix/main.cf',
    mend: 'chattr -i /etc/postfix/main.cf',
    code: 'fileFixed',
  },
  {
    name: 'an append-only main.cf',
    moment: null,
    breakIt: 'chattr +a /etc/postfix/main.cf',
    mend: 'chattr -a /etc/postfix/main.cf',
    code: 'fileFixed',
  },
  {
    name: 'an append-only main.cf from the middle on',
    moment: swap,
    breakIt: 'chattr +a /etc/postfix/main.cf',
    mend: 'chattr -a /etc/postfix/main.cf',
    code: 'fileFixed',
  },
  {
    name: 'an append-only /etc/postfix',
    moment: null,
    breakIt: 'chattr +a /etc/postfix',
    mend: 'chattr -a /etc/postfix',
    code: 'fileFixed',
  },
  {
    name: 'immutable tables of accounts',
    moment: null,
    breakIt: 'chattr +i /etc/passwd /etc/shadow /etc/group /etc/gshadow',
    mend: 'chattr -i /etc/passwd /etc/shadow /etc/group /etc/gshadow',
    code: 'fileFixed',
  },
  {
    name: '/etc/postfix read-only',
    moment: null,
    breakIt: 'mount --bind /etc/postfix /etc/postfix && mount -o remount,bind,ro /etc/postfix',
    mend: 'umount /etc/postfix',
    code: 'writeRefused',
  },
  {
    name: 'no space beside main.cf',
    moment: start,
    breakIt: `${cramped('/etc/postfix', 'size=256k')}; head -c 10m /dev/zero >/etc/postfix/filler; true`,
    mend: roomy('/etc/postfix'),
    code: 'diskFull',
  },
  {
    name: 'no inodes beside dovecot.conf',
    moment: start,
    breakIt: `${cramped('/etc/dovecot', 'size=4m,nr_inodes=60')}; i=0; while : >/etc/dovecot/filler$i; do i=$((i+1)); done 2>/dev/null; true`,
    mend: roomy('/etc/dovecot'),
    code: 'diskFull',
  },
  {
    name: '/tmp full',
    moment: null,
    breakIt: 'mount -t tmpfs -o size=64k tmpfs /tmp; head -c 1m /dev/zero >/tmp/filler 2>/dev/null; true',
    mend: 'umount /tmp',
    // Dovecot 2.4 does not work without /tmp.
    code: { bullseye: null, bookworm: null, trixie: 'tmpFull' },
  },
  {
    name: 'somebody edits main.cf meanwhile',
    moment: swap,
    breakIt: 'cp -p /etc/postfix/main.cf /var/fault/; echo "# mine" >>/etc/postfix/main.cf',
    mend: 'cp -p /var/fault/main.cf /etc/postfix/main.cf',
    code: 'fileMoved',
  },
  {
    name: 'another run holds the lock',
    moment: null,
    breakIt: `systemd-run -q --unit=rival flock /run/mailwright.lock sleep 600; sleep 0.5`,
    mend: 'systemctl stop rival',
    code: 'lockHeld',
  },
  {
    name: 'a masked service',
    moment: null,
    breakIt: 'systemctl -q mask dovecot.service',
    mend: 'systemctl -q unmask dovecot.service',
    code: 'unitMasked',
  },
  {
    name: 'port 110 taken by a stranger',
    moment: start,
    breakIt: stranger(110),
    mend: 'systemctl stop stranger; systemctl start dovecot',
    code: 'unitFailed',
  },
  {
    name: 'a daemon that will not start',
    moment: start,
    breakIt: `mkdir -p /run/systemd/system/dovecot.service.d; printf '[Service]\\nExecStartPre=/bin/false\\n' >/run/systemd/system/dovecot.service.d/broken.conf; systemctl daemon-reload; systemctl stop dovecot`,
    mend: 'rm -r /run/systemd/system/dovecot.service.d; systemctl daemon-reload; systemctl reset-failed dovecot; systemctl start dovecot',
    code: 'unitFailed',
  },
  {
    name: 'a login shell that prints noise',
    moment: null,
    breakIt: `echo 'echo noise; echo >&2 more noise' >>/root/.bashrc`,
    mend: `sed -i '/noise/d' /root/.bashrc`,
    code: null,
  },
  {
    name: 'the locale zh_CN.GB18030',
    moment: null,
    breakIt: `printf 'LANG=zh_CN.GB18030\\nLC_ALL=zh_CN.GB18030\\n' >/root/.ssh/environment; echo 'export LC_ALL=zh_CN.GB18030' >>/root/.bashrc`,
    mend: `rm /root/.ssh/environment; sed -i '/GB18030/d' /root/.bashrc`,
    code: null,
  },
  {
    name: 'sh is busybox',
    moment: null,
    breakIt: 'ln -sfT busybox /bin/sh',
    mend: 'ln -sfT dash /bin/sh',
    code: null,
  },
]
