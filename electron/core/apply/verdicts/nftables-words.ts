import type { Said } from './said.ts'

/** What `nft -c -f` says; the rule itself follows with carets under the place. */
export const nftablesWords: readonly Said[] = [
  {
    says: /: Error: File not found: (?<path>.+)/,
    key: 'verdict.includeMissing',
    next: 'verdict.includeMissingNext',
  },
  {
    says: /: Error: syntax error, unexpected end of file/,
    key: 'verdict.unexpectedEnd',
    next: 'verdict.unexpectedEndNext',
  },
  {
    says: /: Error: syntax error, unexpected (?<text>.+?)(?:, expecting .*)?$/,
    key: 'verdict.unexpected',
    next: 'verdict.unexpectedNext',
  },
  {
    says: /: Error: Could not process rule: No such file or directory/,
    key: 'verdict.ruleTarget',
    next: 'verdict.ruleTargetNext',
  },
  {
    says: /: Error: Could not resolve (?:hostname|service|protocol name|.*): (?<name>.*)/,
    key: 'verdict.hostUnknown',
    next: 'verdict.nameMissingNext',
  },
]
