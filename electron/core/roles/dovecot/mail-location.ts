/** Where the mail of one user lies, in Dovecot's own words of either dialect. */
export interface MailLocation {
  readonly driver: 'maildir' | 'mbox' | 'mdbox' | 'sdbox'
  /** Relative to the home, e.g. `~/Maildir`. */
  readonly path: string
  /** Of mbox only, e.g. `/var/mail/%u`, in the words of version 2.3. */
  readonly inbox?: string
}
