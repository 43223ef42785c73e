import { Alert, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react'
import { byteSize } from '#shared/byte-size.ts'
import { listMessage } from '#shared/list-message.ts'
import type { Change } from '#shared/model/plan.ts'
import { judgeCheck, lostByFile, type Rehearsal } from '#shared/model/rehearsal.ts'
import { CommandBlock } from '../../components/command-block.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { useDurationText } from '../../components/duration-text.ts'
import { Panel } from '../../components/panel.tsx'
import { TextDiff } from '../../components/text-diff.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import classes from './rehearsal-result.module.css'

/** What a rehearsal found: the verdict first, then what the upgrade does and asks, what stops, what the plan changes. */
export function RehearsalResult({ found }: { found: Rehearsal }) {
  return (
    <Stack gap="lg">
      <Verdict found={found} />
      <Stops found={found} />
      <Upgrade found={found} />
      <Changes changes={found.changes} />
      <Checks found={found} />
      {found.ok && <Next found={found} />}
    </Stack>
  )
}

function Verdict({ found }: { found: Rehearsal }) {
  const t = useText()
  const { ok, from, to, programs } = found
  const duration = useDurationText()
  return (
    <Alert
      role="status"
      color={ok ? 'green' : 'red'}
      icon={ok ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
      title={t(ok ? 'rehearsal.ok' : 'rehearsal.notOk', { to })}
    >
      {!ok && <Text>{t('rehearsal.notOkNext')}</Text>}
      <Text fw={600}>{`${found.hostname}: ${t('rehearsal.heading', { from, to })}`}</Text>
      {programs.map((program) => (
        <Text key={program.name} size="sm" className={classes.words}>
          {t('rehearsal.versionLine', program)}
        </Text>
      ))}
      <Text size="sm" c="dimmed" mt={6}>
        {t('rehearsal.spent', { size: byteSize(found.downloaded), time: duration(found.duration) })}
      </Text>
    </Alert>
  )
}

function Stops({ found: { checks, lost } }: { found: Rehearsal }) {
  const t = useText()
  const refused = checks.filter(({ asIs }) => asIs.state === 'fails')
  return (
    <Panel title={t('rehearsal.stopsTitle')}>
      {refused.length === 0 && <Text>{t('rehearsal.stopsNone')}</Text>}
      {refused.map(({ name, asIs }) => (
        <Text key={name} className={classes.words}>
          {t('rehearsal.stopsText', { name, words: asIs.words.split('\n', 1)[0] ?? '' })}
        </Text>
      ))}
      {refused.some(({ group }) => group === 'dovecot') && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} mt="sm">
          {t('rehearsal.stopsDovecot')}
        </Alert>
      )}
      {lostByFile(lost).map((each) => (
        <Text key={each.file} size="sm" mt="sm" className={classes.words}>
          {t('rehearsal.lostText', each)}
        </Text>
      ))}
    </Panel>
  )
}

function Upgrade({ found: { upgrade, foreignSources, questions } }: { found: Rehearsal }) {
  const t = useText()
  return (
    <>
      <Panel title={t('rehearsal.upgradeTitle')}>
        {upgrade === null ? (
          <Text>{t('rehearsal.upgradeUnknown')}</Text>
        ) : (
          <>
            <Text>
              {t('rehearsal.upgradeCount', {
                upgraded: upgrade.upgraded,
                added: upgrade.added,
                size: byteSize(upgrade.download),
              })}
            </Text>
            {upgrade.held > 0 && <Text>{t('rehearsal.upgradeHeld', { held: upgrade.held })}</Text>}
            {upgrade.removed.length > 0 && (
              <Text className={classes.words}>
                {t('rehearsal.upgradeRemoved', { names: listMessage(upgrade.removed) })}
              </Text>
            )}
          </>
        )}
        {foreignSources.map((uri) => (
          <Text key={uri} className={classes.words}>
            {t('rehearsal.foreignSource', { uri })}
          </Text>
        ))}
      </Panel>
      <Panel title={t('rehearsal.questionsTitle')}>
        <Text>{questions.length === 0 ? t('rehearsal.questionsNone') : t('rehearsal.questionsText')}</Text>
        <List listStyleType="disc" mt={questions.length === 0 ? 0 : 'xs'}>
          {questions.map((path) => (
            <List.Item key={path} className={classes.words}>
              <code>{path}</code>
            </List.Item>
          ))}
        </List>
      </Panel>
    </>
  )
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const t = useText()
  const print = useMessageText()
  return (
    <Panel title={t('rehearsal.changesTitle')}>
      {changes.length === 0 && <Text>{t('rehearsal.changesNone')}</Text>}
      {changes.map((change) => (
        <Disclosure key={change.id} label={print(change.title)}>
          <TextDiff
            before={change.before}
            after={change.after}
            language={change.masked ? 'text' : change.language}
            caption={change.id.slice(change.id.indexOf(':') + 1)}
          />
        </Disclosure>
      ))}
    </Panel>
  )
}

const looks = {
  good: { icon: IconCircleCheck, color: 'var(--mantine-color-green-text)' },
  bad: { icon: IconCircleX, color: 'var(--mantine-color-red-text)' },
  unsure: { icon: IconHelpCircle, color: 'var(--mantine-color-yellow-text)' },
} as const

function Checks({ found: { checks } }: { found: Rehearsal }) {
  const t = useText()
  const print = useMessageText()
  return (
    <Panel title={t('rehearsal.checksTitle')}>
      <ul className={classes.checks}>
        {checks.map((check) => {
          const { tone, text, words } = judgeCheck(check)
          const { icon: Icon, color } = looks[tone]
          return (
            <li key={check.name}>
              <Icon size={18} color={color} aria-hidden className={classes.mark} />
              <div>
                <Text>{print(text)}</Text>
                {words !== '' && <CommandBlock text={words} label={check.name} wrap />}
              </div>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function Next({ found: { fromSuite, toSuite } }: { found: Rehearsal }) {
  const t = useText()
  const command = 'apt-get update && apt-get dist-upgrade'
  return (
    <Panel title={t('rehearsal.nextTitle')}>
      <List type="ordered" listStyleType="decimal" spacing="xs">
        <List.Item>{t('rehearsal.nextBackup')}</List.Item>
        <List.Item>
          {t('rehearsal.nextSources', { from: fromSuite, to: toSuite })}
          <CommandBlock text={command} label={t('rehearsal.nextTitle')} wrap />
        </List.Item>
        <List.Item>{t('rehearsal.nextRepair')}</List.Item>
        <List.Item>{t('rehearsal.nextReboot')}</List.Item>
      </List>
    </Panel>
  )
}
