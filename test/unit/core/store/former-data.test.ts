import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LogFile } from '#core/log/log-file.ts'
import { Scrubber } from '#core/log/scrubber.ts'
import { defaultDataDirectory, findFormerData } from '#core/store/data-directory.ts'
import { openDatabase } from '#core/store/database.ts'
import { takeOverFormerData } from '#core/store/former-data.ts'
import { HostKeys } from '#core/store/host-keys.ts'
import { openStore, type Store } from '#core/store/store.ts'
import { Vault } from '#core/vault/vault.ts'
import { labHost, noon, scratchDirectory } from './scratch-store.ts'

interface Places {
  readonly env: NodeJS.ProcessEnv
  readonly former: string
  readonly present: string
  readonly log: LogFile
}

function places(): Places {
  const home = scratchDirectory()
  const env = { XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'data') }
  const [former, present] = [join(home, 'config', 'mailwright'), join(home, 'data', 'mailwright')]
  for (const directory of [former, present]) mkdirSync(directory, { recursive: true })
  return { env, former, present, log: new LogFile(present, new Scrubber()) }
}

async function withStore<T>(directory: string, act: (store: Store, vault: Vault) => T): Promise<T> {
  const vault = await Vault.open({ directory, keychain: null })
  const store = openStore(directory, vault, { language: 'en', theme: 'auto' })
  try {
    return act(store, vault)
  } finally {
    store.close()
  }
}

const hostsIn = (directory: string) => withStore(directory, (store) => store.hosts.list(''))

describe('one place for window, browser and terminal', () => {
  test('is under XDG_DATA_HOME, and where MAILWRIGHT_HOME says', () => {
    expect(defaultDataDirectory({ XDG_DATA_HOME: '/d' }, 'linux')).toBe('/d/mailwright')
    expect(defaultDataDirectory({ XDG_DATA_HOME: 'd' }, 'linux')).toBe(`${homedir()}/.local/share/mailwright`)
    expect(defaultDataDirectory({ MAILWRIGHT_HOME: '/m' }, 'darwin')).toBe('/m')
  })

  test('is apart from what Chromium keeps on macOS and Windows', () => {
    expect(defaultDataDirectory({}, 'darwin')).toBe(
      `${homedir()}/Library/Application Support/mailwright/data`,
    )
    expect(defaultDataDirectory({ APPDATA: '/roaming' }, 'win32')).toBe('/roaming/mailwright/data')
  })
})

describe('a database of the former window', () => {
  test('is moved with its key, secrets open afterwards, and the log says so', async () => {
    const { env, former, present, log } = places()
    const id = await withStore(former, (store) => store.hosts.create(labHost, noon).id)
    takeOverFormerData(present, log, env)
    const secret = await withStore(present, (store) => store.hosts.login(id))
    expect(JSON.stringify(await hostsIn(present))).toContain('mail.example.test')
    expect(secret).not.toBeNull()
    expect(existsSync(join(former, 'mailwright.db'))).toBe(false)
    expect(existsSync(join(former, 'mailwright.db.moved'))).toBe(true)
    expect(readFileSync(log.path, 'utf8')).toContain(`data moved here from ${former}`)
    expect(findFormerData(present, env)).toBeNull()
    expect(readdirSync(present).sort()).toEqual(['logs', 'mailwright.db', 'vault.json'])
  })

  test('joins the host keys that the terminal had approved meanwhile', async () => {
    const { env, former, present, log } = places()
    await withStore(former, (store) => store.hosts.create(labHost, noon))
    const db = openDatabase(join(present, 'mailwright.db'))
    new HostKeys(db).approve('other.test', 22, { algorithm: 'a', fingerprint: 'SHA256:x' }, null, noon)
    db.close()
    takeOverFormerData(present, log, env)
    expect(await hostsIn(present)).toHaveLength(1)
    const pinned = await withStore(present, (store) => store.hostKeys.pinned('other.test', 22))
    expect(pinned?.fingerprint).toBe('SHA256:x')
  })

  test('stays where it is when the present place has a key of its own', async () => {
    const { env, former, present, log } = places()
    for (const directory of [former, present])
      await withStore(directory, (store) => store.hosts.create({ ...labHost, name: directory }, noon))
    takeOverFormerData(present, log, env)
    expect((await hostsIn(present)).map(({ name }) => name)).toEqual([present])
    expect((await hostsIn(former)).map(({ name }) => name)).toEqual([former])
    expect(readFileSync(log.path, 'utf8')).toContain(`MAILWRIGHT_HOME=${former}`)
  })

  test('that was cut short on the way is moved by the next start', async () => {
    const { env, former, present, log } = places()
    await withStore(former, (store) => store.hosts.create(labHost, noon))
    // As a start leaves it that was killed after the key.
    const { createKeyFile, readKeyFile } = await import('#core/vault/key-file.ts')
    const record = readKeyFile(join(former, 'vault.json'))
    if (record !== null) createKeyFile(join(present, 'vault.json'), record)
    takeOverFormerData(present, log, env)
    expect(await hostsIn(present)).toHaveLength(1)
  })

  test('is nobody’s business where a directory was chosen', () => {
    const { env, former, present } = places()
    openDatabase(join(former, 'mailwright.db')).close()
    expect(findFormerData(present, { ...env, MAILWRIGHT_HOME: present })).toBeNull()
    expect(findFormerData(scratchDirectory(), env)).toBeNull()
  })
})
