import { ActionIcon, Anchor, Group, PasswordInput, Text, Tooltip } from '@mantine/core'
import { IconWand } from '@tabler/icons-react'
import { useState } from 'react'
import { useText } from '../i18n.ts'
import { generatePassword } from './generate-password.ts'
import classes from './secret-input.module.css'

interface SecretInputProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly description?: string | undefined
  readonly error?: string | null | undefined
  /** Undefined: nothing was typed, what is stored stays. Empty: it is to be removed. */
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly onBlur?: () => void
  /** A secret is stored that an empty field keeps. */
  readonly stored?: boolean
  /** Offers to remove the stored one. */
  readonly forgettable?: boolean
  readonly generator?: boolean
  readonly autoComplete?: 'current-password' | 'new-password' | 'off'
  readonly name?: string
  readonly required?: boolean
}

/** A password field that can be shown, can keep what is stored, and can make a password up. */
export function SecretInput({
  value,
  onChange,
  stored = false,
  forgettable = false,
  ...props
}: SecretInputProps) {
  const t = useText()
  const [visible, setVisible] = useState(false)
  const forgotten = stored && value === ''
  const generate = () => {
    setVisible(true)
    onChange(generatePassword())
  }
  return (
    <div>
      <div className={classes.row} data-bare={props.hideLabel || undefined}>
        <PasswordInput
          className={classes.input}
          label={props.hideLabel === true ? undefined : props.label}
          aria-label={props.hideLabel === true ? props.label : undefined}
          description={props.description}
          error={props.error}
          name={props.name}
          required={props.required}
          value={value ?? ''}
          placeholder={stored && !forgotten ? t('hosts.savedSecret') : undefined}
          autoComplete={props.autoComplete ?? 'off'}
          spellCheck={false}
          visible={visible}
          onVisibilityChange={setVisible}
          visibilityToggleFocusable
          visibilityToggleButtonProps={{
            'aria-label': t(visible ? 'common.hidePassword' : 'common.showPassword'),
          }}
          onBlur={props.onBlur}
          onChange={(event) => {
            const typed = event.currentTarget.value
            onChange(typed === '' ? undefined : typed)
          }}
        />
        {props.generator === true && (
          <Tooltip label={t('common.generatePassword')}>
            <ActionIcon
              variant="default"
              size={36}
              className={classes.generate}
              aria-label={t('common.labelled', { label: t('common.generatePassword'), text: props.label })}
              onClick={generate}
            >
              <IconWand size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {stored && forgettable && (value === undefined || forgotten) && (
        <Group gap="xs" mt={4}>
          {forgotten && (
            <Text size="xs" c="dimmed">
              {t('hosts.secretForgotten')}
            </Text>
          )}
          <Anchor
            component="button"
            type="button"
            size="xs"
            underline="always"
            onClick={() => onChange(forgotten ? undefined : '')}
          >
            {t(forgotten ? 'hosts.keepSecret' : 'hosts.forgetSecret')}
          </Anchor>
        </Group>
      )}
    </div>
  )
}
