import { Code, Table, Text } from '@mantine/core'
import { CopyText } from '../../components/copy-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n.ts'
import type { DraftFields } from '#shared/model/draft.ts'
import { hostName, isIpv6 } from '#shared/model/names.ts'

interface DnsRecord {
  readonly name: string
  readonly type: 'A' | 'AAAA' | 'MX' | 'TXT'
  readonly value: string
}

/** The records that make others find the server: address, MX (RFC 5321 §5) and SPF (RFC 7208). */
export function recordsOf(domain: string, hostname: string, address: string): DnsRecord[] {
  return [
    { name: hostname, type: isIpv6(address) ? 'AAAA' : 'A', value: address },
    { name: domain, type: 'MX', value: `10 ${hostname}` },
    { name: domain, type: 'TXT', value: 'v=spf1 mx -all' },
  ]
}

/** What is to be entered at the DNS provider, each value with a button that copies it. */
export function DnsRecords({ fields, connectedTo }: { fields: DraftFields; connectedTo: string }) {
  const t = useText()
  const [domain, hostname] = [fields.domain.trim().toLowerCase(), fields.hostname.trim().toLowerCase()]
  const address = fields.address.trim() === '' ? connectedTo : fields.address.trim()
  const isReady = domain !== '' && hostName.safeParse(hostname).success
  return (
    <Panel title={t('wizard.recordsTitle')}>
      {!isReady && <Text size="sm">{t('wizard.recordsWait')}</Text>}
      {isReady && (
        <>
          <Text size="sm" mb="sm">
            {t('wizard.recordsLead')}
          </Text>
          <Table aria-label={t('wizard.recordsTitle')} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('wizard.recordName')}</Table.Th>
                <Table.Th>{t('wizard.recordType')}</Table.Th>
                <Table.Th>{t('wizard.recordValue')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {recordsOf(domain, hostname, address).map((record) => (
                <Table.Tr key={record.type}>
                  <Table.Td>
                    <Code>{record.name}</Code>
                  </Table.Td>
                  <Table.Td>{record.type}</Table.Td>
                  <Table.Td>
                    <Code>{record.value}</Code>{' '}
                    <CopyText text={record.value} label={t('wizard.copyRecord', { type: record.type })} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="sm" mt="md">
            {t('wizard.recordsPtr', { address, hostname })}
          </Text>
        </>
      )}
    </Panel>
  )
}
