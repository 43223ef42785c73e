import { apply } from './zh/apply.ts'
import { cli } from './zh/cli.ts'
import { common } from './zh/common.ts'
import { drift } from './zh/drift.ts'
import { facts } from './zh/facts.ts'
import { failure } from './zh/failure.ts'
import { hosts } from './zh/hosts.ts'
import { mail } from './zh/mail.ts'
import { plan } from './zh/plan.ts'
import { rehearsal } from './zh/rehearsal.ts'
import { roles } from './zh/roles.ts'
import { runs } from './zh/runs.ts'
import { settings } from './zh/settings.ts'
import { spec } from './zh/spec.ts'
import { test } from './zh/test.ts'
import { verdict } from './zh/verdict.ts'
import { wizard } from './zh/wizard.ts'

/** All texts in Chinese. */
export const zh = {
  apply,
  cli,
  common,
  drift,
  facts,
  failure,
  hosts,
  mail,
  plan,
  rehearsal,
  roles,
  runs,
  settings,
  spec,
  test,
  verdict,
  wizard,
} as const
