import { ActionIcon, Button, Group, Stack, TagsInput, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useRef } from 'react'
import type { DraftFields } from '#shared/model/draft.ts'
import { FieldHelp, type Explanation } from '../../components/field.tsx'
import { SecretInput } from '../../components/secret-input.tsx'
import { useText } from '../../i18n.ts'
import classes from './mailboxes-step.module.css'
import type { WizardForm } from './wizard-form.ts'

function SectionHead({ title, explanation }: { title: string; explanation: Explanation }) {
  return (
    <div>
      <Group gap={6}>
        <Title order={3} size="h4">
          {title}
        </Title>
        <FieldHelp label={title} explanation={explanation} />
      </Group>
      <Text size="sm" c="dimmed" mt={2}>
        {explanation.what}
      </Text>
    </div>
  )
}

/** What stands in the columns; each field has its own full name for those who do not see them. */
function Columns({ names }: { names: readonly string[] }) {
  return (
    <div className={classes.columns} aria-hidden>
      {names.map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  )
}

function RemoveRow({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} onClick={onClick}>
      <IconTrash size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
  )
}

/** After a click on “add”, the new row's first field takes the keyboard. */
function useFocusOnNewRow() {
  const list = useRef<HTMLUListElement>(null)
  const focusLast = () => {
    const focus = () => list.current?.querySelector<HTMLElement>(':scope > li:last-child input')?.focus()
    requestAnimationFrame(focus)
  }
  return { list, focusLast }
}

function Mailboxes({ form }: { form: WizardForm }) {
  const t = useText()
  const { list, focusLast } = useFocusOnNewRow()
  const { mailboxes, domain } = form.fields
  const edit = (at: number, field: 'name' | 'password', part: Partial<DraftFields['mailboxes'][number]>) =>
    form.change({ mailboxes: mailboxes.map((one, index) => (index === at ? { ...one, ...part } : one)) }, [
      `mailboxes.${at}.${field}`,
    ])
  return (
    <Stack gap="sm">
      <SectionHead
        title={t('wizard.mailboxes')}
        explanation={{
          what: t('wizard.mailboxWhat'),
          tutorial: t('wizard.mailboxTutorial'),
          example: t('wizard.mailboxExample'),
        }}
      />
      {mailboxes.length === 0 && <Text size="sm">{t('wizard.noMailboxes')}</Text>}
      {mailboxes.length > 0 && <Columns names={[t('wizard.mailboxName'), t('wizard.mailboxPassword')]} />}
      <ul className={classes.rows} ref={list}>
        {mailboxes.map((mailbox, at) => (
          // Rows have no identity of their own: they are their place in the draft.
          <li key={at} className={classes.row}>
            <TextInput
              aria-label={t('wizard.mailboxNameOf', { number: at + 1 })}
              placeholder={t('wizard.mailboxName')}
              value={mailbox.name}
              error={form.errorOf(`mailboxes.${at}.name`)}
              spellCheck={false}
              autoCapitalize="none"
              autoComplete="off"
              rightSection={
                <span className={classes.suffix}>
                  @{domain.trim() === '' ? 'example.com' : domain.trim()}
                </span>
              }
              rightSectionWidth="auto"
              rightSectionPointerEvents="none"
              onChange={(event) => edit(at, 'name', { name: event.currentTarget.value })}
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
            <RemoveRow
              label={t('wizard.removeMailbox', { name: mailbox.name === '' ? at + 1 : mailbox.name })}
              onClick={() => form.change({ mailboxes: mailboxes.filter((_, index) => index !== at) }, [])}
            />
          </li>
        ))}
      </ul>
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            form.change({ mailboxes: [...mailboxes, { name: '', password: '', hasPassword: false }] }, [])
            focusLast()
          }}
        >
          {t('wizard.addMailbox')}
        </Button>
      </Group>
    </Stack>
  )
}

function Aliases({ form }: { form: WizardForm }) {
  const t = useText()
  const { list, focusLast } = useFocusOnNewRow()
  const { aliases, mailboxes } = form.fields
  const names = [...new Set(mailboxes.map(({ name }) => name).filter((name) => name !== ''))]
  const edit = (at: number, field: 'name' | 'to', part: Partial<DraftFields['aliases'][number]>) =>
    form.change({ aliases: aliases.map((one, index) => (index === at ? { ...one, ...part } : one)) }, [
      `aliases.${at}.${field}`,
    ])
  return (
    <Stack gap="sm">
      <SectionHead
        title={t('wizard.aliases')}
        explanation={{
          what: t('wizard.aliasWhat'),
          tutorial: t('wizard.aliasTutorial'),
          example: t('wizard.aliasExample'),
        }}
      />
      {aliases.length === 0 && <Text size="sm">{t('wizard.noAliases')}</Text>}
      {aliases.length > 0 && <Columns names={[t('wizard.aliasName'), t('wizard.aliasTo')]} />}
      <ul className={classes.rows} ref={list}>
        {aliases.map((alias, at) => (
          // Rows have no identity of their own: they are their place in the draft.
          <li key={at} className={classes.row}>
            <TextInput
              aria-label={t('wizard.aliasNameOf', { number: at + 1 })}
              placeholder={t('wizard.aliasName')}
              value={alias.name}
              error={form.errorOf(`aliases.${at}.name`)}
              spellCheck={false}
              autoCapitalize="none"
              autoComplete="off"
              onChange={(event) => edit(at, 'name', { name: event.currentTarget.value })}
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
            <RemoveRow
              label={t('wizard.removeAlias', { name: alias.name === '' ? at + 1 : alias.name })}
              onClick={() => form.change({ aliases: aliases.filter((_, index) => index !== at) }, [])}
            />
          </li>
        ))}
      </ul>
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            form.change({ aliases: [...aliases, { name: '', to: [] }] }, [])
            focusLast()
          }}
        >
          {t('wizard.addAlias')}
        </Button>
      </Group>
    </Stack>
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
