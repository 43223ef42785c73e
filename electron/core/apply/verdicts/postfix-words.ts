import type { Said } from './said.ts'

/** What postconf(1) and `postfix check` of Postfix 3.5 to 3.10 say of main.cf and master.cf. */
export const postfixWords: readonly Said[] = [
  {
    says: /: unused parameter: (?<name>[^=]+)=/,
    key: 'verdict.unusedParameter',
    next: 'verdict.unusedParameterNext',
  },
  {
    says: /: undefined parameter: (?<name>\S+)/,
    key: 'verdict.undefinedParameter',
    next: 'verdict.undefinedParameterNext',
  },
  {
    says: /: overriding earlier entry: (?<name>[^=]+)=/,
    key: 'verdict.overridden',
    next: 'verdict.overriddenNext',
    severity: 'warning',
  },
  {
    says: /support for parameter "(?<name>[^"]*)" will be removed/,
    key: 'verdict.settingOld',
    next: 'verdict.settingGoneNext',
    severity: 'warning',
  },
  {
    says: /: missing '=' after attribute name: "(?<text>[^"]*)/,
    key: 'verdict.missingEquals',
    next: 'verdict.missingEqualsNext',
  },
  {
    says: /: missing attribute name: "(?<text>[^"]*)/,
    key: 'verdict.unexpected',
    next: 'verdict.unexpectedNext',
  },
  {
    says: /truncated macro reference: "(?<text>.*)"$/,
    key: 'verdict.openMacro',
    next: 'verdict.openMacroNext',
    severity: 'error',
  },
  {
    says: /unreasonable macro call nesting: "(?<name>[^"]*)"/,
    key: 'verdict.selfReference',
    next: 'verdict.selfReferenceNext',
    severity: 'error',
  },
  { says: /master\.cf: missing '\}' in "(?<text>.*)"$/, key: 'verdict.openMacro', severity: 'error' },
  { says: /: (?:dictionary mail_dict: )?macro processing error/, key: null },
  {
    says: /: unknown (?<name>\S+) value "(?<value>[^"]*)"/,
    key: 'verdict.badValue',
    next: 'verdict.valueNext',
  },
  {
    says: /: bad (?:numerical configuration|numeric configuration|boolean configuration|time value|string length): (?<name>\S+) = (?<value>\S.*)/,
    key: 'verdict.badValue',
    next: 'verdict.valueNext',
  },
  {
    says: /: bad string length 0 < 1: (?<name>\S+) =|: bad (?:numerical|boolean|time|long) (?:configuration|value): (?<name>\S+) = *$/,
    key: 'verdict.emptyValue',
    next: 'verdict.emptyValueNext',
  },
  {
    says: /: config variable (?<name>[^:]+): host not found: (?<value>.+)/,
    key: 'verdict.badValue',
    next: 'verdict.valueNext',
  },
  {
    says: /: parameter (?<name>inet_interfaces): no local interface found for (?<value>\S+)/,
    key: 'verdict.notOwnAddress',
    next: 'verdict.notOwnAddressNext',
  },
  {
    says: /: parameter (?<name>\w+): unknown user name value: (?<value>.+)/,
    key: 'verdict.accountMissing',
    next: 'verdict.accountMissingNext',
  },
  {
    says: /: parameter (?<name>\w+): unknown group name: (?<value>.+)/,
    key: 'verdict.groupMissing',
    next: 'verdict.groupMissingNext',
  },
  {
    says: /: parameter (?<name>\w+): (?:user|group) (?<value>\S+) has privileged/,
    key: 'verdict.privileged',
    next: 'verdict.defaultNext',
  },
  {
    says: /: parameters mail_owner and setgid_group: user \S+ and group (?<value>\S+) have the same group ID/,
    key: 'verdict.sameGroup',
    next: 'verdict.defaultNext',
  },
  {
    says: /: parameter (?<name>\w+): (?:bad time value or unit|bad parameter value|unrecognized value): (?<value>.+)|: invalid (?<name>\w+)(?: parameter value|:) (?<value>-?\d+)|: (?<name>maillog_file) value '(?<value>[^']*)'/,
    key: 'verdict.badValue',
    next: 'verdict.valueNext',
  },
  {
    says: /: malformed compatibility level syntax: "(?<value>[^"]*)"/,
    key: 'verdict.badChoice',
    next: 'verdict.valueNext',
  },
  {
    says: /: #comment after other text is not allowed/,
    key: 'verdict.commentBehind',
    next: 'verdict.commentBehindNext',
    severity: 'warning',
  },
  {
    says: /: bad field count/,
    key: 'verdict.masterFields',
    next: 'verdict.masterFieldsNext',
  },
  {
    says: /: invalid (?<name>\S+) field "(?<value>[^"]*)" in "/,
    key: 'verdict.masterField',
    next: 'verdict.masterFieldsNext',
  },
  {
    says: /: open (?<path>\/\S+): No such file or directory|: no (?<path>\/\S+) file found|Error: (?<path>\/\S+) is not a file|: (?<path>\/\S+): cannot open file|: chdir\((?<path>[^)]*)\)/,
    key: 'verdict.fileMissing',
    next: 'verdict.fileMissingNext',
  },
  {
    says: /: open (?<path>\/\S+): Permission denied/,
    key: 'verdict.fileUnreadable',
    next: 'verdict.fileMissingNext',
  },
  {
    says: /: not owned by root: (?<path>\S+)/,
    key: 'verdict.notRoots',
    next: 'verdict.notRootsNext',
    severity: 'warning',
  },
  {
    says: /: (?:group or other|world) writable: (?<path>\S+)/,
    key: 'verdict.othersWrite',
    next: 'verdict.othersWriteNext',
    severity: 'warning',
  },
  // Links that Debian itself lays, copies that Postfix renews when it starts, and the words of a script about a command whose own words stand above.
  {
    says: /: valid_hostname: |unable to create missing queue directories|symlink leaves directory|^updating \S+ => |\/etc\/\S+ differ$|cannot execute \S+postconf!|Postfix is running with backwards-/,
    key: null,
  },
]
