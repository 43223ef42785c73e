import { Loader, Stack, Text } from '@mantine/core'
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
import { FailureAlert } from './components/failure-alert.tsx'
import { Frame } from './components/frame.tsx'
import { useText } from './i18n.ts'

function Lost() {
  const t = useText()
  return <Text p="xl">{t('common.lost')}</Text>
}

function Waiting() {
  const t = useText()
  return (
    <Stack align="center" p="xl">
      <Loader aria-label={t('common.loading')} />
    </Stack>
  )
}

const root = createRootRoute({ component: Frame, notFoundComponent: Lost })
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/hosts', throw: true })
  },
})
const hosts = createRoute({
  getParentRoute: () => root,
  path: '/hosts',
  validateSearch: z.object({ test: z.string().optional() }),
  component: lazyRouteComponent(() => import('./screens/hosts/hosts-screen.tsx'), 'HostsScreen'),
})
const newHost = createRoute({
  getParentRoute: () => root,
  path: '/hosts/new',
  validateSearch: z.object({ draft: z.string().optional() }),
  component: lazyRouteComponent(() => import('./screens/hosts/edit-host-screen.tsx'), 'NewHostScreen'),
})
const editHost = createRoute({
  getParentRoute: () => root,
  path: '/hosts/$hostId',
  validateSearch: z.object({ draft: z.string().optional() }),
  component: lazyRouteComponent(() => import('./screens/hosts/edit-host-screen.tsx'), 'EditHostScreen'),
})
const drafts = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./screens/wizard/drafts-screen.tsx'), 'DraftsScreen'),
})
const wizard = createRoute({
  getParentRoute: () => root,
  path: '/setup/$draftId',
  validateSearch: z.object({ host: z.string().optional() }),
  component: lazyRouteComponent(() => import('./screens/wizard/wizard-screen.tsx'), 'WizardScreen'),
})
const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  component: lazyRouteComponent(() => import('./screens/runs/runs-screen.tsx'), 'RunsScreen'),
})
const drift = createRoute({
  getParentRoute: () => root,
  path: '/drift',
  validateSearch: z.object({ host: z.string().optional() }),
  component: lazyRouteComponent(() => import('./screens/drift/drift-screen.tsx'), 'DriftScreen'),
})
const rehearsal = createRoute({
  getParentRoute: () => root,
  path: '/rehearsal',
  validateSearch: z.object({ host: z.string().optional() }),
  component: lazyRouteComponent(() => import('./screens/rehearsal/rehearsal-screen.tsx'), 'RehearsalScreen'),
})
const mail = createRoute({
  getParentRoute: () => root,
  path: '/mail',
  component: lazyRouteComponent(() => import('./screens/mail/mail-screen.tsx'), 'MailScreen'),
})
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings/settings-screen.tsx'), 'SettingsScreen'),
})

/** The screens by address; the address is behind `#`, so that one file serves them all. */
export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      hosts,
      newHost,
      editHost,
      drafts,
      wizard,
      runs,
      drift,
      rehearsal,
      mail,
      settings,
    ]),
    history: createHashHistory(),
    defaultPendingComponent: Waiting,
    defaultErrorComponent: ({ error, reset }) => <FailureAlert error={error} onRetry={reset} />,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
