import { Button, Code, Group, Table, Text } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { mailProgramServices } from '#shared/model/mail-program.ts'
import { CopyTextButton } from '../../components/copy-text-button.tsx'
import { CopyText } from '../../components/copy-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n.ts'

/** What a mail program has to be told of one mailbox. */
export interface MailProgramProps {
  readonly hostname: string
  /** The server's address, for computers that do not resolve its name yet. */
  readonly address: string
  readonly login: string
}

/** The way on after a green test: the built-in mail client, and what to enter in any other, each value to be copied. */
export function MailProgram({ hostname, address, login }: MailProgramProps) {
  const t = useText()
  const all = [
    t('common.labelled', { label: t('test.programServer'), text: hostname }),
    t('common.labelled', { label: t('test.programLogin'), text: login }),
    ...mailProgramServices.map(({ label, port, security }) =>
      t('common.labelled', { label: t(label), text: `${String(port)} ${security}` }),
    ),
  ].join('\n')
  return (
    <Panel title={t('test.programTitle')}>
      <Text size="sm" mb="sm">
        {t('test.programLead')}
      </Text>
      <Table aria-label={t('test.programTitle')} verticalSpacing={6} layout="auto">
        <Table.Tbody>
          <CopyRow label={t('test.programServer')} value={hostname} />
          <CopyRow label={t('test.programLogin')} value={login} />
          {mailProgramServices.map(({ label, port, security }) => (
            <CopyRow key={port} label={t(label)} value={String(port)} more={security} />
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="sm">
        {t('test.programNote', { hostname, address })}
      </Text>
      <Group gap="sm" mt="md">
        <Button
          leftSection={<IconMail size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/mail" {...props} />}
        >
          {t('test.programOpen')}
        </Button>
        <CopyTextButton text={all} label={t('test.programCopy')} />
      </Group>
    </Panel>
  )
}

function CopyRow({ label, value, more }: { label: string; value: string; more?: string }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {label}
      </Table.Th>
      <Table.Td>
        <Code>{value}</Code> <CopyText text={value} label={label} />
      </Table.Td>
      <Table.Td>{more}</Table.Td>
    </Table.Tr>
  )
}
