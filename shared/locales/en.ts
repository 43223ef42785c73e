import { apply } from './en/apply.ts'
import { cli } from './en/cli.ts'
import { common } from './en/common.ts'
import { drift } from './en/drift.ts'
import { facts } from './en/facts.ts'
import { failure } from './en/failure.ts'
import { hosts } from './en/hosts.ts'
import { mail } from './en/mail.ts'
import { plan } from './en/plan.ts'
import { rehearsal } from './en/rehearsal.ts'
import { roles } from './en/roles.ts'
import { runs } from './en/runs.ts'
import { settings } from './en/settings.ts'
import { spec } from './en/spec.ts'
import { test } from './en/test.ts'
import { verdict } from './en/verdict.ts'
import { wizard } from './en/wizard.ts'

/** All texts in English, the language whose keys and placeholders the other follows. */
export const en = {
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
