import type { Page } from 'playwright-core'
import { en } from '#shared/locales/en.ts'
import { zh } from '#shared/locales/zh.ts'
import type { LabServer } from './lab-server.ts'

/** The words on the window, by language. */
export const words = { en, zh } as const
export type Words = (typeof words)[keyof typeof words]

/** What people type into the wizard of the story. */
export const wish = {
  domain: 'window.test',
  hostname: 'mail.window.test',
  mailboxes: [
    ['alice', 'al ice "密码" 1'],
    ['bob', "b'o$b \\ 2"],
  ],
  alias: ['info', 'alice'],
} as const

/** A line that anybody may need to be waited for: this machine is small, and the server works on it too. */
export const patience = { timeout: 90_000 }

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

/** The heading of a step of the wizard. */
export const stepHeading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true, level: 2 })

/** Fills the form of a new host and has its connection tested. */
export async function addHost(
  page: Page,
  { hosts }: Words,
  server: LabServer,
  login:
    { readonly name: string; readonly key: string } | { readonly name: string; readonly password: string },
): Promise<void> {
  await button(page, hosts.add).click()
  await page.getByLabel(hosts.address).fill(server.address)
  await page.getByLabel(hosts.name, { exact: true }).fill(login.name)
  if ('key' in login) {
    await page.getByText(hosts.authKey, { exact: true }).click()
    await page.getByRole('textbox', { name: hosts.privateKey, exact: true }).fill(login.key)
  } else await page.getByRole('textbox', { name: hosts.password, exact: true }).fill(login.password)
  await button(page, hosts.saveAndTest).click()
}

/** From the step of the names to that of DNS, with what the server said filled in already. */
export async function fillNames(page: Page, { wizard, common, spec }: Words): Promise<void> {
  const domain = page.getByLabel(wizard.domain, { exact: true })
  await domain.fill('win dow')
  await page.getByText(spec.domainInvalid).first().waitFor()
  await domain.fill(wish.domain)
  await button(page, common.next).click()
  await stepHeading(page, wizard.stepDns).waitFor()
}

/** Types the mailboxes and the alias. */
export async function fillMailboxes(page: Page, { wizard }: Words): Promise<void> {
  const numbered = (text: string, number: number): string => text.replace('{{number}}', String(number))
  for (const [at, [name, password]] of wish.mailboxes.entries()) {
    await button(page, wizard.addMailbox).click()
    await page.getByLabel(numbered(wizard.mailboxNameOf, at + 1), { exact: true }).fill(name)
    await page.getByLabel(numbered(wizard.mailboxPasswordOf, at + 1), { exact: true }).fill(password)
  }
  const [alias, target] = wish.alias
  await button(page, wizard.addAlias).click()
  await page.getByLabel(numbered(wizard.aliasNameOf, 1), { exact: true }).fill(alias)
  await page.getByRole('combobox', { name: numbered(wizard.aliasToOf, 1) }).fill(target)
  await page.keyboard.press('Enter')
}

/** Opens the wizard of the story where it was left. */
export async function continueDraft(page: Page, { common, wizard }: Words): Promise<void> {
  await page.getByRole('link', { name: common.setUp }).click()
  await page
    .getByRole('article', { name: wish.domain })
    .getByRole('button', { name: wizard.continueDraft })
    .click()
}

/** Goes to a step of the wizard by its list of steps. */
export async function goToStep(page: Page, { wizard }: Words, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: wizard.steps })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
  await stepHeading(page, name).waitFor()
}

/** A message as it is written in the window. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly file: { readonly name: string; readonly content: Buffer }
}

/** Writes a message with an attachment and sends it; resolves when the server has taken it. */
export async function sendLetter(page: Page, { mail, common }: Words, letter: Letter): Promise<void> {
  await button(page, mail.uiCompose).click()
  const dialog = page.getByRole('dialog')
  const to = dialog.getByLabel(mail.uiTo)
  await to.fill(letter.to)
  await to.press('Enter')
  await dialog.getByLabel(mail.uiSubject).fill(letter.subject)
  await dialog.getByLabel(mail.uiText, { exact: true }).fill(letter.text)
  await dialog.locator('input[type=file]').setInputFiles({
    name: letter.file.name,
    mimeType: 'application/octet-stream',
    buffer: letter.file.content,
  })
  await dialog.getByText(letter.file.name).waitFor()
  await dialog.getByRole('button', { name: mail.uiSend, exact: true }).click()
  await dialog.getByText(mail.uiSent).waitFor(patience)
  await dialog.getByRole('button', { name: common.close, exact: true }).last().click()
}
