/*
 * Fills the data directory that `npm run demo -- --window` opens the app with: the throwaway server as a host with its key
 * approved, and a wizard's draft with everything filled in. `node test/lab/demo-data.ts DIRECTORY SERVER zh|en`
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HostKeys } from '#core/store/host-keys.ts'
import { openDatabase } from '#core/store/database.ts'
import { prepareDataDirectory } from '#core/store/data-directory.ts'
import { emptyFields } from '#shared/model/draft.ts'
import { databaseName } from '#core/store/data-directory.ts'
import { openStore } from '#core/store/store.ts'
import { Vault } from '#core/vault/vault.ts'
import { findServer } from './support/lab-server.ts'

const [directory = '', serverId = '', word] = process.argv.slice(2)
const server = await findServer(serverId)
if (!server || directory === '') throw new Error('demo-data.ts DIRECTORY SERVER zh|en')

const language = word === 'zh' ? 'zh' : 'en'
const now = new Date()
prepareDataDirectory(directory)
const vault = await Vault.open({ directory, keychain: null })
const database = openDatabase(join(directory, databaseName))
const key = { algorithm: 'ssh-ed25519', fingerprint: server.hostKeySha256 }
new HostKeys(database).approve(server.address, server.port, key, null, now)
database.close()

const store = openStore(directory, vault, { language, theme: 'auto' })
store.settings.save({ language, theme: 'auto' })
const host = store.hosts.create(
  {
    name: language === 'zh' ? '临时服务器（演示）' : 'Throwaway server (demo)',
    address: server.address,
    port: server.port,
    user: 'root',
    auth: { kind: 'key', privateKey: await readFile(server.identityFile, 'utf8') },
    notes: '',
    tags: ['demo'],
  },
  now,
)
const draft = store.drafts.create(host.id, now)
const fields = {
  ...emptyFields,
  domain: 'example.test',
  hostname: 'mail.example.test',
  address: server.address,
  // The lab lets no DNS out: through its own BIND the server would find no foreign name.
  useForServer: false,
  mailboxes: [
    { name: 'alice', password: 'correct horse battery', hasPassword: true },
    { name: 'bob', password: 'staple 邮匠 stapler', hasPassword: true },
  ],
  aliases: [{ name: 'info', to: ['alice'] }],
}
store.drafts.save({ ...draft, fields }, now)
store.close()
