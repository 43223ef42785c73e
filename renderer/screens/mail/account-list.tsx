import { ActionIcon, Button, Menu, Title, UnstyledButton } from '@mantine/core'
import { IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import type { MailAccount } from '#shared/contract/mail.ts'
import { LongList } from '../../components/long-list.tsx'
import { useText } from '../../i18n.ts'
import classes from './mail-screen.module.css'

interface AccountActions {
  readonly onEdit: (account: MailAccount) => void
  readonly onRemove: (account: MailAccount) => void
}

interface AccountListProps extends AccountActions {
  readonly accounts: readonly MailAccount[]
  readonly chosen: string
  readonly onChoose: (accountId: string) => void
  readonly onAdd: () => void
}

/** The mail accounts, one of them chosen. */
export function AccountList({ accounts, chosen, onChoose, onAdd, ...actions }: AccountListProps) {
  const t = useText()
  return (
    <section className={classes.accounts} aria-label={t('mail.uiAccounts')}>
      <Title order={2}>{t('mail.uiAccounts')}</Title>
      <LongList
        items={accounts}
        keyOf={({ id }) => id}
        keep={[accounts.findIndex(({ id }) => id === chosen)]}
        boxClass={classes.longAccounts}
      >
        {(account) => (
          <div className={classes.account} data-chosen={account.id === chosen || undefined}>
            <UnstyledButton
              className={classes.accountButton}
              aria-current={account.id === chosen}
              onClick={() => onChoose(account.id)}
            >
              {account.address}
            </UnstyledButton>
            <AccountMenu account={account} {...actions} />
          </div>
        )}
      </LongList>
      <Button
        mt="sm"
        size="xs"
        variant="subtle"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={onAdd}
      >
        {t('mail.uiAccountAdd')}
      </Button>
    </section>
  )
}

/** What can be done with an account itself. */
export function AccountMenu({ account, onEdit, onRemove }: AccountActions & { account: MailAccount }) {
  const t = useText()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('mail.uiAccountActions', { address: account.address })}
        >
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onEdit(account)}>
          {t('mail.uiAccountEdit')}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => onRemove(account)}
        >
          {t('mail.uiAccountRemove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
