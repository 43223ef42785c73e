import { message, type Message } from '#shared/message.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'

/** Programs that look after the mail of a whole server, by what each of them always has on its disk. */
const panels: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'cPanel', path: '/usr/local/cpanel/version' },
  { name: 'Plesk', path: '/usr/local/psa/version' },
  { name: 'DirectAdmin', path: '/usr/local/directadmin/directadmin' },
  { name: 'CyberPanel', path: '/usr/local/CyberCP' },
  { name: 'ISPConfig', path: '/usr/local/ispconfig/interface' },
  { name: 'HestiaCP', path: '/usr/local/hestia/bin' },
  { name: 'VestaCP', path: '/usr/local/vesta/bin' },
  { name: 'Virtualmin', path: '/etc/webmin/virtual-server' },
  { name: '宝塔 / aaPanel', path: '/www/server/panel' },
  { name: 'iRedMail', path: '/etc/iredmail-release' },
  { name: 'Mail-in-a-Box', path: '/etc/mailinabox.conf' },
  { name: 'Modoboa', path: '/srv/modoboa' },
  { name: 'EwoMail', path: '/ewomail' },
  { name: 'mailcow', path: '/opt/mailcow-dockerized' },
  { name: 'BillionMail', path: '/opt/BillionMail' },
  { name: 'Zimbra', path: '/opt/zimbra' },
]

/** What to look at for `panelNotices`. */
export const panelPaths: readonly string[] = panels.map(({ path }) => path)

/** Other programs that write the same configuration files: what one writes, the other overwrites. */
export function panelNotices({ files }: HostFacts): readonly Message[] {
  return panels
    .filter(({ path }) => files.has(path))
    .map(({ name, path }) => message('roles.noticeOtherPanel', { name, path }))
}
