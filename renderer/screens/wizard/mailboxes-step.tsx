import { Stack, TagsInput } from '@mantine/core'
import { memo, useCallback, useEffect, useRef, useState } from 'react'
import type { DraftFields } from '#shared/model/draft.ts'
import { SecretInput } from '../../components/secret-input.tsx'
import { useText } from '../../i18n.ts'
import { NameInput, RowEditor, type RowFieldsProps } from './row-editor.tsx'
import type { WizardForm } from './wizard-form.ts'

type Mailbox = DraftFields['mailboxes'][number]
type Alias = DraftFields['aliases'][number]

/** The paths of what was typed into: the fields of one row, or none when rows came or went. */
function touchedPaths(list: string, at: number | undefined, part: object = {}): string[] {
  return at === undefined ? [] : Object.keys(part).map((name) => `${list}.${at}.${name}`)
}

const MailboxFields = memo(function MailboxFields({
  row,
  at,
  firstError,
  secondError,
  shared: domain,
  onEdit,
}: RowFieldsProps<Mailbox, string>) {
  const t = useText()
  return (
    <>
      <NameInput
        label={t('wizard.mailboxNameOf', { number: at + 1 })}
        placeholder={t('wizard.mailboxName')}
        value={row.name}
        error={firstError}
        suffix={`@${domain}`}
        onChange={(name) => onEdit({ name })}
      />
      <SecretInput
        label={t('wizard.mailboxPasswordOf', { number: at + 1 })}
        hideLabel
        value={row.password === '' ? undefined : row.password}
        stored={row.hasPassword}
        error={secondError}
        autoComplete="new-password"
        generator
        onChange={(password) => onEdit({ password: password ?? '' })}
      />
    </>
  )
})

function Mailboxes({ form }: { form: WizardForm }) {
  const t = useText()
  const { fields, change } = form
  const domain = fields.domain.trim()
  const edit = useCallback(
    (rows: (before: readonly Mailbox[]) => Mailbox[], at?: number, part?: object) =>
      change(({ mailboxes }) => ({ mailboxes: rows(mailboxes) }), touchedPaths('mailboxes', at, part)),
    [change],
  )
  return (
    <RowEditor
      title={t('wizard.mailboxes')}
      lead={t('wizard.mailboxWhat')}
      explanation={{
        tutorial: t('wizard.mailboxTutorial'),
        example: t('wizard.mailboxExample'),
      }}
      columns={[t('wizard.mailboxName'), t('wizard.mailboxPassword')]}
      rows={fields.mailboxes}
      empty={t('wizard.noMailboxes')}
      addLabel={t('wizard.addMailbox')}
      findLabel={t('wizard.findMailbox', { n: fields.mailboxes.length })}
      removeLabel={({ name }, at) => t('wizard.removeMailbox', { name: name === '' ? at + 1 : name })}
      error={form.errorAt('mailboxes')}
      wrong={form.wrongRow('mailboxes')}
      errorsOf={(at) => [form.errorOf(`mailboxes.${at}.name`), form.errorOf(`mailboxes.${at}.password`)]}
      blank={{ name: '', password: '', hasPassword: false }}
      shared={domain === '' ? 'example.com' : domain}
      onChange={edit}
      fields={MailboxFields}
    />
  )
}

/** Names that an alias is offered at a time, of those that hold what is typed. */
const offered = 50

const AliasFields = memo(function AliasFields({
  row,
  at,
  firstError,
  secondError,
  shared: namesNow,
  onEdit,
}: RowFieldsProps<Alias, () => string[]>) {
  const t = useText()
  const [names, setNames] = useState<string[]>([])
  return (
    <>
      <NameInput
        label={t('wizard.aliasNameOf', { number: at + 1 })}
        placeholder={t('wizard.aliasName')}
        value={row.name}
        error={firstError}
        onChange={(name) => onEdit({ name })}
      />
      <TagsInput
        aria-label={t('wizard.aliasToOf', { number: at + 1 })}
        placeholder={row.to.length === 0 ? t('wizard.aliasToPlaceholder') : undefined}
        value={row.to}
        data={names}
        limit={offered}
        error={secondError}
        splitChars={[',', ';', ' ', '，', '；']}
        acceptValueOnBlur
        onFocus={() => setNames(namesNow())}
        onChange={(to) => onEdit({ to })}
      />
    </>
  )
})

function Aliases({ form }: { form: WizardForm }) {
  const t = useText()
  const { fields, change } = form
  const mailboxes = useRef(fields.mailboxes)
  useEffect(() => {
    mailboxes.current = fields.mailboxes
  }, [fields.mailboxes])
  // Asked for by the row that is typed into: the others need not follow every letter of a mailbox.
  const names = useCallback(
    () => [...new Set(mailboxes.current.map(({ name }) => name).filter((name) => name !== ''))],
    [],
  )
  const edit = useCallback(
    (rows: (before: readonly Alias[]) => Alias[], at?: number, part?: object) =>
      change(({ aliases }) => ({ aliases: rows(aliases) }), touchedPaths('aliases', at, part)),
    [change],
  )
  return (
    <RowEditor
      title={t('wizard.aliases')}
      lead={t('wizard.aliasWhat')}
      explanation={{
        tutorial: t('wizard.aliasTutorial'),
        example: t('wizard.aliasExample'),
      }}
      columns={[t('wizard.aliasName'), t('wizard.aliasTo')]}
      rows={fields.aliases}
      empty={t('wizard.noAliases')}
      addLabel={t('wizard.addAlias')}
      findLabel={t('wizard.findAlias', { n: fields.aliases.length })}
      removeLabel={({ name }, at) => t('wizard.removeAlias', { name: name === '' ? at + 1 : name })}
      error={form.errorAt('aliases')}
      wrong={form.wrongRow('aliases')}
      errorsOf={(at) => [form.errorOf(`aliases.${at}.name`), form.errorOf(`aliases.${at}.to`)]}
      blank={{ name: '', to: [] }}
      shared={names}
      onChange={edit}
      fields={AliasFields}
    />
  )
}

/** Who gets mail here, and which further names lead to them. */
export function MailboxesStep({ form }: { form: WizardForm }) {
  return (
    <Stack gap={36}>
      <Mailboxes form={form} />
      <Aliases form={form} />
    </Stack>
  )
}
