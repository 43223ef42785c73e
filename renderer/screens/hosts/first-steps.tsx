import { Button, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import logo from '../../../assets/favicon.svg'
import { useText } from '../../i18n.ts'
import classes from './first-steps.module.css'

/** What one does first, for those who have no host yet. */
export function FirstSteps({ onAdd }: { onAdd: () => void }) {
  const t = useText()
  const steps = [t('hosts.emptyOne'), t('hosts.emptyTwo'), t('hosts.emptyThree')]
  return (
    <div className={classes.box}>
      <img src={logo} alt="" width={72} height={72} />
      <Title order={2} mt="md">
        {t('hosts.emptyTitle')}
      </Title>
      <Text c="dimmed" mt={6} maw={520} ta="center">
        {t('hosts.emptyLead')}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step}>
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
      <Button size="md" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd}>
        {t('hosts.add')}
      </Button>
    </div>
  )
}
