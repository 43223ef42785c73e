import { describe, expect, it } from 'vitest'
import { replacedOptions, withServices } from '#core/roles/postfix/master-cf.ts'
import { submissionServices } from '#core/roles/postfix/master-services.ts'
import { bareRelease, platformOfFacts } from '../whole-wish.ts'

const services = submissionServices(platformOfFacts(bareRelease('12')))

describe('master.cf', () => {
  it('gets a service that is missing, after all that is there', () => {
    const existing = 'smtp inet n - y - - smtpd\n#submission inet n - y - - smtpd\n'
    const edited = withServices(existing, services)
    expect(edited.startsWith(existing)).toBe(true)
    expect(edited).toMatch(/^submission inet .* smtpd\n {2}-o syslog_name=postfix\/submission$/m)
    expect(edited).toMatch(/^submissions inet /m)
  })

  it('keeps options, flags and comments of others in a service that it completes', () => {
    const existing = `smtp inet n - y - - smtpd
smtps     inet  n       -       n       -       20      smtpd -v
  -o smtpd_tls_wrappermode=no
# why
  -o smtpd_milters=inet:127.0.0.1:8891
other unix - - n - - pipe
`
    const edited = withServices(existing, services)
    expect(edited).toContain('smtps     inet  n       -       n       -       20      smtpd -v\n')
    expect(edited).toContain('\n# why\n  -o smtpd_milters=inet:127.0.0.1:8891\n')
    expect(edited).toContain('-o smtpd_tls_wrappermode=yes\n')
    expect(edited).not.toMatch(/^submissions /m)
    expect(edited).toContain('\nother unix - - n - - pipe\n')
    expect(withServices(edited, services)).toBe(edited)
  })

  it('changes a setting in braces, and one over two lines by another at the end', () => {
    const existing = `submission inet n - y - - smtpd
  -o { smtpd_recipient_restrictions = permit_mynetworks, reject } -o smtpd_tls_auth_only=no
#  -o smtpd_tls_auth_only=no
  -o {
    smtpd_client_restrictions = reject }
`
    const edited = withServices(existing, services)
    expect(edited).toContain(
      '  -o smtpd_recipient_restrictions= -o smtpd_tls_auth_only=yes\n#  -o smtpd_tls_auth_only=no\n',
    )
    expect(edited).toContain('  -o smtpd_client_restrictions=permit_sasl_authenticated,reject\n')
    expect(withServices(edited, services)).toBe(edited)
  })

  it('changes the last of two entries for one port, which is the one that counts', () => {
    const first = 'smtps inet n - y - - smtpd\n  -o syslog_name=one\n'
    const edited = withServices(`${first}465 inet n - y - - smtpd\n  -o syslog_name=two\n`, services)
    expect(edited.startsWith(first)).toBe(true)
    expect(edited).toContain('465 inet n - y - - smtpd\n  -o syslog_name=postfix/submissions\n')
    expect(withServices(edited, services)).toBe(edited)
  })

  it('tells of limits that a service had from main.cf, and of none where the service is new', () => {
    const main = new Map([['smtpd_recipient_restrictions', 'check_policy_service unix:private/policy']])
    const told = replacedOptions('submission inet n - y - - smtpd\n', services, main)
    expect(told).toEqual([
      {
        name: 'submission -o smtpd_recipient_restrictions',
        before: 'check_policy_service unix:private/policy',
        after: '',
      },
    ])
    expect(replacedOptions('', services, main)).toEqual([])
  })

  it('leaves a service that is as wished with its very lines', () => {
    const once = withServices('', services)
    const reshaped = once.replace('  -o smtpd_tls_auth_only=yes', '        -o   smtpd_tls_auth_only=yes')
    expect(withServices(reshaped, services)).toBe(reshaped)
  })
})
