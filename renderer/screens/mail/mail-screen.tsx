import { Button, EmptyState, Loader, Select, Title } from '@mantine/core'
import { IconMailPlus, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailAccount } from '#shared/contract/mail.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Question } from '../../components/question.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { AccountDialog } from './account-dialog.tsx'
import { AccountList, AccountMenu } from './account-list.tsx'
import classes from './mail-screen.module.css'
import { Mailbox } from './mailbox.tsx'

const remembered = 'mailwright.mailAccount'

/** Accounts that are offered at a time; among more of them one looks for theirs by typing. */
const choicesAtOnce = 50

type Dialog =
  | { readonly kind: 'edit'; readonly account: MailAccount | null }
  | { readonly kind: 'remove'; readonly account: MailAccount }

/** The built-in mail client: accounts, the messages of one, and a message. */
export function MailScreen() {
  const t = useText()
  const { queries } = useCore()
  const query = useQuery(queries.mail.accounts.queryOptions({ input: { hostId: null } }))
  const [wanted, setWanted] = useState(() => sessionStorage.getItem(remembered))
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const accounts = query.data ?? []
  const account = accounts.find((one) => one.id === wanted) ?? accounts[0]
  const choose = (accountId: string) => {
    sessionStorage.setItem(remembered, accountId)
    setWanted(accountId)
  }
  const actions = {
    onEdit: (one: MailAccount) => setDialog({ kind: 'edit', account: one }),
    onRemove: (one: MailAccount) => setDialog({ kind: 'remove', account: one }),
  }
  const add = () => setDialog({ kind: 'edit', account: null })
  return (
    <div className={classes.screen}>
      {query.error !== null && <FailureAlert error={query.error} onRetry={() => void query.refetch()} />}
      {query.isLoading && <Loader m="xl" aria-label={t('common.loading')} />}
      {query.data?.length === 0 && <NoAccount onAdd={add} />}
      {account !== undefined && (
        <Mailbox
          key={account.id}
          account={account}
          side={
            <AccountList accounts={accounts} chosen={account.id} onChoose={choose} onAdd={add} {...actions} />
          }
          picker={
            <>
              <Select
                className={classes.pickAccount}
                aria-label={t('mail.uiAccount')}
                allowDeselect={false}
                searchable={accounts.length > choicesAtOnce}
                limit={choicesAtOnce}
                data={accounts.map((one) => ({ value: one.id, label: one.address }))}
                value={account.id}
                onChange={(value) => {
                  if (value !== null) choose(value)
                }}
              />
              <span className={classes.pickMenu}>
                <AccountMenu account={account} {...actions} />
              </span>
            </>
          }
        />
      )}
      {dialog?.kind === 'edit' && (
        <AccountDialog
          account={dialog.account}
          onClose={() => setDialog(null)}
          onSaved={(saved) => {
            choose(saved.id)
            setDialog(null)
          }}
        />
      )}
      {dialog?.kind === 'remove' && (
        <RemoveAccount account={dialog.account} onClose={() => setDialog(null)} />
      )}
    </div>
  )
}

function NoAccount({ onAdd }: { onAdd: () => void }) {
  const t = useText()
  return (
    <>
      <div className={classes.bar} data-alone>
        <Title order={1}>{t('mail.uiTitle')}</Title>
      </div>
      <EmptyState
        className={classes.empty}
        size="lg"
        icon={<IconMailPlus aria-hidden />}
        title={t('mail.uiAccountNone')}
        description={t('mail.uiAccountNoneHint')}
      >
        <EmptyState.Actions>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
            {t('mail.uiAccountAdd')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </>
  )
}

function RemoveAccount({ account, onClose }: { account: MailAccount; onClose: () => void }) {
  const t = useText()
  const { core, queries } = useCore()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => core.mail.removeAccount({ accountId: account.id }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.mail.accounts.key() })
      onClose()
    },
  })
  return (
    <Question
      title={t('mail.uiAccountRemoveTitle', { address: account.address })}
      text={t('mail.uiAccountRemoveText')}
      no={t('mail.uiCancel')}
      yes={t('mail.uiRemove')}
      busy={remove.isPending}
      onNo={onClose}
      onYes={() => remove.mutate()}
    >
      {remove.error !== null && <FailureAlert error={remove.error} />}
    </Question>
  )
}
