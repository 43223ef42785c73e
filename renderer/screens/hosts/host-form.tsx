import { Button, Group, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useRef, useState, type SyntheticEvent } from 'react'
import type { HostInput, HostProfile } from '#shared/model/host-profile.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Panel } from '../../components/panel.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import { emptyHostForm, formOfHost, inputOfForm, issuesOfForm, type HostForm } from './host-form-state.ts'
import classes from './host-form.module.css'
import { LoginFields } from './login-fields.tsx'

interface HostFormProps {
  readonly stored?: HostProfile | undefined
  readonly saving: boolean
  readonly error: unknown
  readonly onSave: (input: HostInput, then: 'list' | 'test') => void
  readonly onCancel: () => void
}

type TextField = 'name' | 'address' | 'port' | 'user' | 'notes'

function useHostForm(stored: HostProfile | undefined) {
  const messageText = useMessageText()
  const [form, setForm] = useState<HostForm>(stored === undefined ? emptyHostForm : formOfHost(stored))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const issues = issuesOfForm(form, stored)
  const change = (part: Partial<HostForm>) => {
    setForm((before) => ({ ...before, ...part }))
    setTouched((before) => new Set([...before, ...Object.keys(part)]))
  }
  const errorOf = (name: string) => {
    const issue = issues.get(name)
    return issue !== undefined && (tried || touched.has(name)) ? messageText(issue) : null
  }
  const field = (name: TextField) => ({
    name,
    value: form[name],
    error: errorOf(name),
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  })
  return { form, change, field, errorOf, issues, tried, setTried }
}

/** Adds or edits a host. What was typed stays, also when saving fails. */
export function HostForm({ stored, saving, error, onSave, onCancel }: HostFormProps) {
  const t = useText()
  const { form, change, field, errorOf, issues, tried, setTried } = useHostForm(stored)
  const element = useRef<HTMLFormElement>(null)

  const submit = (then: 'list' | 'test') => {
    setTried(true)
    const wrong = [...issues.keys()][0]
    if (wrong === undefined) onSave(inputOfForm(form), then)
    else element.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus()
  }
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    submit('test')
  }

  return (
    <form ref={element} onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <Panel title={t('hosts.sectionServer')}>
          <div className={classes.server}>
            <TextInput
              {...field('address')}
              label={t('hosts.address')}
              description={t('hosts.addressHelp')}
              placeholder="203.0.113.5"
              autoFocus={stored === undefined}
              spellCheck={false}
              required
            />
            <TextInput
              {...field('port')}
              label={t('hosts.port')}
              description={t('hosts.portHelp')}
              inputMode="numeric"
              required
            />
            <TextInput
              {...field('user')}
              label={t('hosts.user')}
              description={t('hosts.userHelp')}
              spellCheck={false}
              required
            />
            <TextInput
              {...field('name')}
              label={t('hosts.name')}
              description={t('hosts.nameHelp')}
              placeholder={form.address}
            />
          </div>
        </Panel>
        <Panel title={t('hosts.sectionLogin')}>
          <LoginFields form={form} stored={stored} change={change} errorOf={errorOf} />
        </Panel>
        <Panel title={t('hosts.sectionNotes')}>
          <Stack gap="md">
            <TagsInput
              label={t('hosts.tags')}
              description={t('hosts.tagsHelp')}
              placeholder={form.tags.length === 0 ? t('hosts.tagsPlaceholder') : undefined}
              value={[...form.tags]}
              onChange={(tags) => change({ tags })}
              maxTags={20}
              acceptValueOnBlur
            />
            <Textarea
              {...field('notes')}
              label={t('hosts.notes')}
              description={t('hosts.notesHelp')}
              autosize
              minRows={3}
              maxRows={10}
            />
          </Stack>
        </Panel>
        {error !== null && <FailureAlert error={error} />}
        {tried && issues.size > 0 && (
          <Text role="alert" c="var(--mw-bad)" size="sm">
            {t('hosts.fixFirst')}
          </Text>
        )}
        <Group gap="sm">
          <Button type="submit" loading={saving}>
            {t('hosts.saveAndTest')}
          </Button>
          <Button variant="default" loading={saving} onClick={() => submit('list')}>
            {t('hosts.save')}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
