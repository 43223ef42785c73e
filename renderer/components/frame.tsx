import { IconHammer, IconHistory, IconMail, IconServer2, IconSettings } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import type { MessageKey } from '#shared/message.ts'
import logo from '../../assets/favicon.svg'
import { useText } from '../i18n.ts'
import { VaultGate } from './vault-gate.tsx'
import classes from './frame.module.css'

const places = [
  { to: '/hosts', label: 'common.hosts', Icon: IconServer2 },
  { to: '/setup', label: 'common.setUp', Icon: IconHammer },
  { to: '/runs', label: 'common.runs', Icon: IconHistory },
  { to: '/mail', label: 'common.mail', Icon: IconMail },
  { to: '/settings', label: 'common.settings', Icon: IconSettings },
] as const satisfies readonly { to: string; label: MessageKey; Icon: typeof IconMail }[]

/** The window: navigation at the left, the current screen beside it. */
export function Frame() {
  const t = useText()
  return (
    <div className={classes.frame}>
      <a
        className={classes.skip}
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('content')?.focus()
        }}
      >
        {t('common.skipToContent')}
      </a>
      <nav className={classes.nav} aria-label={t('common.navigation')}>
        <div className={classes.brand}>
          <img src={logo} alt="" width={30} height={30} />
          <span className={classes.brandName}>{t('common.appName')}</span>
        </div>
        <ul className={classes.list}>
          {places.map(({ to, label, Icon }) => (
            <li key={to} data-last={to === '/settings' || undefined}>
              <Link to={to} className={classes.link} activeProps={{ 'aria-current': 'page' }}>
                <Icon size={20} stroke={1.6} aria-hidden />
                <span className={classes.label}>{t(label)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main className={classes.main} id="content" tabIndex={-1}>
        <VaultGate>
          <Outlet />
        </VaultGate>
      </main>
    </div>
  )
}
