import { Stack, TagsInput } from '@mantine/core'
import type { DraftFields } from '#shared/model/draft.ts'
import { SecretInput } from '../../components/secret-input.tsx'
import { useText } from '../../i18n.ts'
import { NameInput, RowEditor } from './row-editor.tsx'
import type { WizardForm } from './wizard-form.ts'

type Mailbox = DraftFields['mailboxes'][number]
type Alias = DraftFields['aliases'][number]

/** The rows with one of them changed. */
function withPart<Row>(rows: readonly Row[], at: number, part: Partial<Row>): Row[] {
  return rows.map((row, index) => (index === at ? { ...row, ...part } : row))
}

function Mailboxes({ form }: { form: WizardForm }) {
  const t = useText()
  const { mailboxes, domain } = form.fields
  const edit = (at: number, field: 'name' | 'password', part: Partial<Mailbox>) =>
    form.change({ mailboxes: withPart(mailboxes, at, part) }, [`mailboxes.${at}.${field}`])
  return (
    <RowEditor
      title={t('wizard.mailboxes')}
      lead={t('wizard.mailboxWhat')}
      explanation={{
        tutorial: t('wizard.mailboxTutorial'),
        example: t('wizard.mailboxExample'),
      }}
      columns={[t('wizard.mailboxName'), t('wizard.mailboxPassword')]}
      rows={mailboxes}
      empty={t('wizard.noMailboxes')}
      addLabel={t('wizard.addMailbox')}
      removeLabel={({ name }, at) => t('wizard.removeMailbox', { name: name === '' ? at + 1 : name })}
      blank={{ name: '', password: '', hasPassword: false }}
      onChange={(rows) => form.change({ mailboxes: rows }, [])}
    >
      {(mailbox, at) => (
        <>
          <NameInput
            label={t('wizard.mailboxNameOf', { number: at + 1 })}
            placeholder={t('wizard.mailboxName')}
            value={mailbox.name}
            error={form.errorOf(`mailboxes.${at}.name`)}
            suffix={`@${domain.trim() === '' ? 'example.com' : domain.trim()}`}
            onChange={(name) => edit(at, 'name', { name })}
          />
          <SecretInput
            label={t('wizard.mailboxPasswordOf', { number: at + 1 })}
            hideLabel
            value={mailbox.password === '' ? undefined : mailbox.password}
            stored={mailbox.hasPassword}
            error={form.errorOf(`mailboxes.${at}.password`)}
            autoComplete="new-password"
            generator
            onChange={(password) => edit(at, 'password', { password: password ?? '' })}
          />
        </>
      )}
    </RowEditor>
  )
}

function Aliases({ form }: { form: WizardForm }) {
  const t = useText()
  const { aliases, mailboxes } = form.fields
  const names = [...new Set(mailboxes.map(({ name }) => name).filter((name) => name !== ''))]
  const edit = (at: number, field: 'name' | 'to', part: Partial<Alias>) =>
    form.change({ aliases: withPart(aliases, at, part) }, [`aliases.${at}.${field}`])
  return (
    <RowEditor
      title={t('wizard.aliases')}
      lead={t('wizard.aliasWhat')}
      explanation={{
        tutorial: t('wizard.aliasTutorial'),
        example: t('wizard.aliasExample'),
      }}
      columns={[t('wizard.aliasName'), t('wizard.aliasTo')]}
      rows={aliases}
      empty={t('wizard.noAliases')}
      addLabel={t('wizard.addAlias')}
      removeLabel={({ name }, at) => t('wizard.removeAlias', { name: name === '' ? at + 1 : name })}
      blank={{ name: '', to: [] }}
      onChange={(rows) => form.change({ aliases: rows }, [])}
    >
      {(alias, at) => (
        <>
          <NameInput
            label={t('wizard.aliasNameOf', { number: at + 1 })}
            placeholder={t('wizard.aliasName')}
            value={alias.name}
            error={form.errorOf(`aliases.${at}.name`)}
            onChange={(name) => edit(at, 'name', { name })}
          />
          <TagsInput
            aria-label={t('wizard.aliasToOf', { number: at + 1 })}
            placeholder={alias.to.length === 0 ? t('wizard.aliasToPlaceholder') : undefined}
            value={alias.to}
            data={names}
            error={form.errorOf(`aliases.${at}.to`)}
            splitChars={[',', ';', ' ', '，', '；']}
            acceptValueOnBlur
            onChange={(to) => edit(at, 'to', { to })}
          />
        </>
      )}
    </RowEditor>
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
