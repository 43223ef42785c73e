/** Why a value of the description is refused; shown beside the field and behind line and column. */
export const spec = {
  domainMissing: 'The domain is missing. Write it like example.com.',
  domainUnicode: 'Write an internationalised domain in its ASCII form (it begins with xn--).',
  domainInvalid:
    'This is not a domain name. It has at least two parts joined by dots, of letters, digits and inner hyphens, such as mail.example.com.',
  hostnameOutside: 'The host name must lie inside the domain, such as mail.example.com for example.com.',
  addressInvalid: 'This is not an IP address. Write it like 203.0.113.5 or 2001:db8::5.',
  nameMissing: 'The name is missing.',
  nameTooLong: 'The name is too long: 64 characters at most.',
  nameInvalid:
    'The part before the @ may hold lower-case letters, digits, dots, hyphens and underscores, and begins with a letter or digit.',
  nameReserved:
    'This name has a meaning of its own on a mail server. It gets an alias by itself; choose another mailbox name.',
  nameTwice: 'This name stands here twice. A mailbox and an alias cannot share a name.',
  systemNameTooLong: 'A system user name has 32 characters at most.',
  systemNameInvalid:
    'A system user name begins with a lower-case letter or underscore and goes on with lower-case letters, digits, hyphens and underscores.',
  passwordMissing: 'The password is missing.',
  passwordTooLong: 'The password is too long: 128 characters at most.',
  passwordControl:
    'The password holds a line break or another invisible control character. Type it again without it.',
  aliasTargetInvalid:
    'An alias points to a mailbox of this domain, such as alice, or to a full address, such as alice@example.com.',
  aliasEmpty: 'Say where mail for this alias goes.',
  aliasTooMany: 'An alias has 100 targets at most.',
  accountsInvalid: 'Write virtual or system.',
  accessInvalid: 'Write tls or tutorial.',
  networkInvalid: 'This is not a network. Write it like 192.168.10.0/24.',
  networksMissing: 'Name the networks that may log in without TLS, such as 192.168.10.0/24.',
  networksTooMany: '16 networks at most.',
  forwardersTooMany: '8 forwarders at most.',
  mailboxesTooMany: '1000 mailboxes at most in one description.',
  aliasesTooMany: '1000 aliases at most in one description.',
} as const
