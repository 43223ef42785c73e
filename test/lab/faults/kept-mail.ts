import type { LabServer } from '../support/lab-server.ts'

/** Mail that lay on the server before; no fault may touch it. */
const oldMail = '/var/mail/oldtimer'
const held = '/var/spool/postfix/hold'

/** Lays mail into a mailbox and, where there is Postfix, holds a message in its queue. */
export async function keepMail(server: LabServer, isBare: boolean): Promise<void> {
  const queue = isBare
    ? ''
    : `printf 'Subject: waiting\\n\\nkept\\n' | sendmail -f root@localhost 'nobody@[10.213.77.254]'
      for i in 1 2 3 4 5 6 7 8 9 10; do postsuper -h ALL 2>/dev/null; find ${held} -type f | grep -q . && break; sleep 0.5; done
      find ${held} -type f | grep -q .`
  const { code, stderr } = await server.run(
    `printf 'From x\\nSubject: old\\n\\nkept\\n' >${oldMail}\n${queue}`,
  )
  if (code !== 0) throw new Error(`no mail could be kept: ${stderr}`)
}

/** What is missing of the mail that lay there before; empty when it is all there. */
export async function missingMail(server: LabServer, isBare: boolean): Promise<string[]> {
  const queue = isBare ? '' : `find ${held} -type f | grep -q . || echo 'a message of the queue is gone'`
  const { stdout } = await server.run(
    `grep -qx kept ${oldMail} || echo 'mail of the old mailbox is gone'\n${queue}`,
  )
  return stdout.split('\n').filter((line) => line !== '')
}

/** Delivers a message to a mailbox that the run has made; true when it lies there. */
export async function deliver(server: LabServer, domain: string, subject: string): Promise<boolean> {
  const { code } = await server.run(`printf 'Subject: ${subject}\\n\\nkept\\n' | sendmail alice@${domain}
    i=0; until grep -rqs '${subject}' /var/vmail/*/alice/; do i=$((i + 1)); [ $i -lt 100 ] || exit 1; sleep 0.1; done`)
  return code === 0
}

/** Whether undo has laid the message into its archive. */
export async function isArchived(server: LabServer, subject: string): Promise<boolean> {
  return (await server.run(`grep -rqs '${subject}' /var/lib/mailwright/archive`)).code === 0
}
