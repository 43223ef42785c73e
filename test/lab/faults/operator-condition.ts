import { admin } from './bench.ts'
import type { Condition } from './condition.ts'

const swap = { command: 'mv', n: 3 } as const

/** Another /etc/sudoers for a time, of which no trace is left in /etc. */
const sudoers = (change: string) =>
  `sed '${change}' /etc/sudoers >/var/fault/sudoers && chmod 440 /var/fault/sudoers && mount --bind /var/fault/sudoers /etc/sudoers`
const ownSudoers = 'umount /etc/sudoers'

/** What an operator who is not root meets. */
export const operatorConditions: readonly Condition[] = [
  {
    name: 'applied with sudo that asks each time, and lectures',
    login: admin,
    moment: null,
    breakIt: `${sudoers('1i Defaults timestamp_timeout=0, lecture=always, insults')}; echo 'echo noise; echo >&2 more noise' >>/home/admin/.bashrc`,
    mend: `${ownSudoers}; sed -i '/noise/d' /home/admin/.bashrc`,
    code: null,
  },
  {
    name: 'the sudo password was changed',
    login: admin,
    moment: null,
    breakIt: `cp -p /etc/shadow /var/fault/shadow; echo 'admin:another word' | chpasswd`,
    mend: 'cp -p /var/fault/shadow /etc/shadow',
    code: 'sudoPasswordWrong',
  },
  {
    name: 'sudo wants a terminal',
    login: admin,
    moment: null,
    breakIt: sudoers('1i Defaults requiretty'),
    mend: ownSudoers,
    code: 'sudoDenied',
  },
  {
    name: 'the right to sudo is taken away midway, and the connection lost',
    login: admin,
    moment: swap,
    breakIt: `${sudoers('/^%sudo/d')}; pkill -9 -f '^sshd(-session)?: admin@notty'; rm -f /var/fault/at; sleep 3`,
    mend: ownSudoers,
    code: 'sudoDenied',
  },
]
