export const hosts = {
  nameMissing: 'Give the host a name.',
  nameTooLong: 'The name is too long: 80 characters at most.',
  addressMissing: 'The address is missing.',
  addressInvalid: 'This is neither an IP address nor a host name.',
  portInvalid: 'A port is a number from 1 to 65535.',
  userMissing: 'The user name is missing.',
  userInvalid: 'A user name has no spaces and none of : @ /.',
  notesTooLong: 'The notes are too long: 10,000 characters at most.',
} as const
