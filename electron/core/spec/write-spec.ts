import type { ServerSpec } from '#shared/model/server-spec.ts'
import { stringify } from 'yaml'

/** The description as YAML that `readSpec` reads back the same, without passwords. */
export function writeSpec(spec: ServerSpec): string {
  const mailboxes = spec.mailboxes.map(({ name }) => ({ name }))
  return stringify({ ...spec, mailboxes }, { lineWidth: 0 })
}
