/** Why a value of the description is refused; shown beside the field and behind line and column. */
export const spec = {
  domainMissing: 'The domain is missing. Write it like example.com.',
  hostnameMissing: 'The host name is missing. Write it like mail.example.com.',
  domainUnicode:
    'Write {{ascii}} instead: that is the ASCII form of this name, under which DNS, certificates and logins know it.',
  domainInvalid:
    'This is not a domain name. It has at least two parts joined by dots, of letters, digits and inner hyphens, such as example.com or mail.example.com.',
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
  passwordExample: 'This is the password of an example: put a real one in its place.',
  passwordTooLong: 'The password is too long: 128 characters at most.',
  passwordControl:
    'The password holds a line break or another invisible control character. Type it again without it.',
  aliasTargetInvalid:
    'An alias points to a mailbox of this domain, such as alice, or to a full address, such as alice@example.com.',
  aliasLoop: 'This alias leads back to itself by way of its targets, so its mail would never arrive.',
  aliasEmpty: 'Say where mail for this alias goes.',
  aliasTooMany: 'An alias has 100 targets at most.',
  addressNowhere:
    'Nobody can be reached at this address: it is kept for special uses. Write the address of a server, such as 203.0.113.5.',
  accountsInvalid: 'Write virtual or system.',
  accessInvalid: 'Write tls or tutorial.',
  networkInvalid: 'This is not a network. Write it like 192.168.10.0/24.',
  networkHostBits:
    'This is the address of one host with the length of a network. Write the first address of the network, such as 192.168.10.0/24, or /32 for one host.',
  networkTooWide:
    'This network is too wide to be trusted: whoever is in it may send mail to the whole world without a login. Name your own, such as 192.168.10.0/24; 10.0.0.0/8 is the widest.',
  networksMissing: 'Name the networks that may log in without TLS, such as 192.168.10.0/24.',
  networksTooMany: '16 networks at most.',
  forwardersTooMany: '8 forwarders at most.',
  mailboxesTooMany: '1000 mailboxes at most in one description.',
  aliasesTooMany: '1000 aliases at most in one description.',
  keepPathInvalid:
    'Only files that Mailwright writes itself can be kept, by their full path, such as /etc/postfix/main.cf.',
  keepTooLarge: 'A kept file has 256 KiB at most.',
  keepNotText: 'A kept file must be text; this one holds a NUL character.',
  keepTooMany: '64 kept files at most.',
  keepTwice: 'This file stands here twice.',

  keyMissing: '“{{name}}” is missing here.',
  keyUnknown: '“{{name}}” is not known here. Known are: {{known}}.',
  keyUnknownNear: '“{{name}}” is not known here. Did you mean “{{near}}”?',
  keyTwice: 'This key stands here twice.',
  keyNotText: 'A key must be plain text.',
  wantText: 'A text is wanted here, not a list or a group of keys.',
  wantQuotes: 'A text is wanted here. Put the value in quotes.',
  wantList: 'A list is wanted here, such as [ … ] or lines that begin with a hyphen.',
  wantMap: 'Keys and values are wanted here, such as “key: value”.',
  wantBoolean: 'Write true or false.',
  wantOneOf: 'Write one of: {{options}}.',
  valueInvalid: 'This value does not fit here.',
  empty: 'The description is empty. It needs at least domain and hostname.',
  tooLarge: 'The description is larger than 1 MiB.',
  tooDeep: 'The description is nested too deeply.',
  aliasBomb: 'The aliases (&, *) in the description unfold to too much.',
  notUtf8: 'The file is not UTF-8 text. Save it as UTF-8.',
  forbiddenCharacter: 'An invisible control character ({{code}}) stands here; YAML does not allow it.',
  yamlInvalid: 'This is not valid YAML: {{detail}}',
  yamlWideColon: 'This is a full-width colon (：). Write a plain one (:) with a space behind it.',
  yamlIndentation:
    'The indentation is wrong: lines of one level begin in the same column, deeper ones further right.',
  yamlUnclosed: 'A bracket is not closed: {{close}} is missing before this place.',
  yamlTab: 'A tab stands in the indentation; YAML allows only spaces there.',
  yamlQuotes: 'A value that begins with this character must stand in quotes.',
  yamlEscape:
    'This backslash sequence is not known in double quotes. Use single quotes, or write \\\\ for a backslash.',
  yamlAlias: 'This alias (*) refers to nothing above it. Put a text that begins with * or & in quotes.',
  yamlDocuments: 'The file holds more than one document (---). Keep one.',
  yamlTag: 'A tag (!) cannot be used here. Put a text that begins with ! in quotes.',
} as const
