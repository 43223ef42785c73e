import { describe, expect, it } from 'vitest'
import { modernText } from '#core/roles/dovecot/former-words.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, filesOf, wholeWish } from '../whole-wish.ts'

const defaults =
  '## Dovecot\n\ndovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n!include conf.d/*.conf\n'

describe('a dovecot.conf of version 2.4 with words of version 2.3', () => {
  it('that a guide put in front says the same behind the line of the version', () => {
    const guide =
      'protocols = imap pop3 lmtp\ndisable_plaintext_auth = no # lab\nlogin_trusted_networks = 192.168.10.0/24\n'
    expect(modernText(guide + defaults)).toEqual({
      text:
        'dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\nprotocols = imap pop3 lmtp\n' +
        'auth_allow_cleartext = yes\nlogin_trusted_networks = 192.168.10.0/24\n## Dovecot\n\n!include conf.d/*.conf\n',
      refused: [
        'protocols = imap pop3 lmtp',
        'disable_plaintext_auth = no',
        'login_trusted_networks = 192.168.10.0/24',
      ],
    })
  })

  it('has certificate and place of the mail reworded where they stand', () => {
    const { text } = modernText(
      `${defaults}ssl_cert = </etc/a.pem\nmail_location = mbox:~/mail:INBOX=/var/mail/%u\nmail_location = odd\n`,
    )
    expect(text).toBe(
      `${defaults}ssl_server_cert_file = /etc/a.pem\nmail_driver = mbox\nmail_path = ~/mail\n` +
        'mail_inbox_path = /var/mail/%{user}\nmail_location = odd\n',
    )
    expect(modernText(defaults)).toEqual({ text: defaults, refused: [] })
  })

  it('is told before approval, and the plan after it has nothing to tell', () => {
    const path = '/etc/dovecot/dovecot.conf'
    const mainOf = (text: string) =>
      filesOf(
        wholeWish(exampleSpec(), bareRelease('13', { files: new Map([[path, fileFact(text)]]) })).resources,
      ).get(path)
    const first = mainOf(`disable_plaintext_auth = no\n${defaults}`)
    expect(first?.warnings).toEqual([
      { key: 'roles.dovecotFormerWordsWarning', params: { lines: 'disable_plaintext_auth = no' } },
    ])
    const second = mainOf(first?.content ?? '')
    expect(second?.content).toBe(first?.content)
    expect(second?.warnings).toEqual([])
  })
})
