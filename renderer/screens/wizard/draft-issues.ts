import { message } from '#shared/message.ts'
import type { DraftFields } from '#shared/model/draft.ts'
import { serverSpec, type ServerSpecInput } from '#shared/model/server-spec.ts'
import { issuesOf, mergeIssues, type FieldIssues } from '../../components/field-issues.ts'
import type { AskingStep } from './wizard-steps.ts'

// Each step is judged with the others as if they were right, so that one step's gaps do not hide another's.
const blameless = { domain: 'example.com', hostname: 'mail.example.com' } satisfies ServerSpecInput

function domainIssues({ domain, hostname, address }: DraftFields): FieldIssues {
  return issuesOf(serverSpec, { domain, hostname, ...(address.trim() === '' ? {} : { address }) })
}

function dnsIssues(fields: DraftFields): FieldIssues {
  if (fields.dnsProvider === 'manual') return new Map()
  const dns = { provider: 'bind' as const, forwarders: fields.forwarders }
  const issues = issuesOf(serverSpec, { ...blameless, dns })
  return new Map([...issues].map(([path, text]) => [path.replace(/^dns\./, ''), text]))
}

function mailIssues({ access, trustedNetworks }: DraftFields): FieldIssues {
  if (access === 'tls') return new Map()
  return issuesOf(serverSpec, { ...blameless, access, trustedNetworks })
}

function mailboxIssues({ accounts, mailboxes, aliases }: DraftFields): FieldIssues {
  const names = mailboxes.map(({ name }) => ({ name }))
  const whole = mailboxes.map(({ name, password, hasPassword }) =>
    password === '' && hasPassword ? { name } : { name, password },
  )
  const judge = (boxes: readonly { name: string; password?: string }[]) =>
    issuesOf(serverSpec, { ...blameless, accounts, mailboxes: boxes, aliases })
  const issues = judge(whole)
  // Names that stand twice are only found once all else is in order: so once more without the passwords.
  return issues.size === 0 ? issues : mergeIssues(issues, judge(names))
}

/** What is wrong in each step that asks; the paths are those of the draft's fields. */
export function issuesOfDraft(hostId: string | null, fields: DraftFields): Record<AskingStep, FieldIssues> {
  return {
    host: hostId === null ? new Map([['hostId', message('wizard.hostMissing')]]) : new Map(),
    domain: domainIssues(fields),
    dns: dnsIssues(fields),
    mail: mailIssues(fields),
    mailboxes: mailboxIssues(fields),
  }
}
