/** What a mail program connects to, by the key of its label: TLS from the first byte (RFC 8314 §3); 587 is for those that know no other. */
export const mailProgramServices = [
  { label: 'test.programImap', port: 993, security: 'SSL/TLS' },
  { label: 'test.programPop3', port: 995, security: 'SSL/TLS' },
  { label: 'test.programSmtp', port: 465, security: 'SSL/TLS' },
  { label: 'test.programSmtpOld', port: 587, security: 'STARTTLS' },
] as const
