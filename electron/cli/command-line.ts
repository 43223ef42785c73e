import { message, type Message } from '#shared/message.ts'
import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import { languages } from '#shared/language.ts'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { Call } from './call.ts'
import type { EarlyConnection } from './early-connection.ts'
import { openCall, type CallOptions } from './open-call.ts'
import { commandWords } from './usage-words.ts'
import type { Terminal } from './terminal.ts'
import { programVersion } from './version.ts'

/** A command, ready to be carried out: resolves its exit code. */
type Action = (call: Call) => Promise<number>

/**
 * Reads a command line and carries it out; resolves the exit code. Faults of the command line are the failure usageInvalid;
 * help is printed and ends with 0. `early` may lead to the server already.
 */
export async function runCommandLine(
  argv: readonly string[],
  openTerminal: () => Promise<Terminal>,
  early: EarlyConnection | null = null,
): Promise<number> {
  let code = 0
  const carryOut = async (options: CallOptions, action: Action): Promise<void> => {
    const call = await openCall(options, openTerminal, early)
    try {
      code = await action(call)
    } catch (error) {
      throw await withWayOf(call, error)
    }
    await call.connector.rememberKey()
  }
  const program = buildProgram(printsTexts(argv) ? await openTerminal() : silence, carryOut, argv[0])
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    throw usageFailure(commandWords(error), program.commands.find((one) => one.name() === argv[0])?.name())
  }
}

/** A failure whose next step is a command gets the way to the server, so that it can be pasted. */
async function withWayOf({ way }: Call, error: unknown): Promise<unknown> {
  if (!(error instanceof FailureError) || error.constructor !== FailureError) return error
  const { terminalWords } = await import('./terminal-words.ts')
  return new FailureError(terminalWords(error.failure, way), { cause: error })
}

/** Where the texts of options and commands are shown. */
type Page = Pick<Terminal, 'program' | 'say' | 'write'>

/** For command lines that are only to be carried out: most of the time would go into texts that nobody sees. */
const silence: Page = { program: 'mailwright', say: () => '', write: () => undefined }

function printsTexts(argv: readonly string[]): boolean {
  return argv.some((word) => /^(--help|--version|-[A-Za-z]*[hV].*)$/.test(word))
}

/** The fault of a command line; of a known command it leads to that command's help. */
function usageFailure(detail: Message, command: string | undefined): FailureError {
  const error = fail('usageInvalid', { detail })
  if (command === undefined) return error
  return new FailureError({ ...error.failure, next: message('cli.usageOfCommandNext', { command }) })
}

type CarryOut = (options: CallOptions, action: Action) => Promise<void>

/** The command line's grammar; of a known first word only that command, as the others' texts would not be shown. */
function buildProgram(page: Page, carryOut: CarryOut, first: string | undefined): Command {
  const { say } = page
  const program = new Command(page.program)
  dress(program, page)
  program.description(say(message('cli.about'))).usage(say(message('cli.usageForm')))
  program.option('-V, --version', say(message('cli.versionOption')))
  program.on('option:version', () => {
    page.write(`mailwright ${programVersion()}\n`)
    throw new CommanderError(0, 'commander.version', '')
  })
  program.addHelpText('after', `\n${say(message('cli.helpMore'))}`)

  const commands = new Map<string, () => void>()
  const add = (name: string, about: Message, complete: (command: Command) => void): void => {
    commands.set(name, () => {
      const command = program.command(name)
      dress(command, page)
      complete(addHostOptions(command.description(say(about)), page))
    })
  }
  const specArgument = say(message('cli.specArgument'))

  add('plan', message('cli.planAbout'), (command) =>
    command
      .argument('<SPEC>', specArgument)
      .addOption(onlyOption(page))
      .addOption(putBackOption(page))
      .action((spec: string, options: CallOptions) =>
        carryOut(options, async (call) => (await import('./commands/plan.ts')).planCommand(call, spec)),
      ),
  )
  add('apply', message('cli.applyAbout'), (command) =>
    command
      .argument('<SPEC>', specArgument)
      .addOption(onlyOption(page))
      .addOption(putBackOption(page))
      .addOption(yesOption(page))
      .addOption(verboseOption(page))
      .action((spec: string, options: CallOptions) =>
        carryOut(options, async (call) => (await import('./commands/apply.ts')).applyCommand(call, spec)),
      ),
  )
  add('test', message('cli.testAbout'), (command) =>
    command
      .argument('<SPEC>', specArgument)
      .option('--mailbox <NAME>', say(message('cli.mailboxOption')))
      .addOption(verboseOption(page))
      .action((spec: string, options: CallOptions & { mailbox?: string }) =>
        carryOut(options, async (call) =>
          (await import('./commands/test.ts')).testCommand(call, spec, options.mailbox),
        ),
      ),
  )
  add('undo', message('cli.undoAbout'), (command) =>
    command
      .argument('[RUN]', say(message('cli.undoRunArgument')))
      .option('--run <ID>', say(message('cli.runOption')))
      .addOption(yesOption(page))
      .addOption(verboseOption(page))
      .action((run: string | undefined, options: CallOptions & { run?: string }) => {
        if (run !== undefined && options.run !== undefined && run !== options.run)
          throw usageFailure(message('cli.runTwice', { one: run, other: options.run }), 'undo')
        return carryOut(options, async (call) =>
          (await import('./commands/undo.ts')).undoCommand(call, options.run ?? run),
        )
      }),
  )
  add('runs', message('cli.runsAbout'), (command) =>
    command.action((options: CallOptions) =>
      carryOut(options, async (call) => (await import('./commands/runs.ts')).runsCommand(call)),
    ),
  )
  add('drift', message('cli.driftAbout'), (command) =>
    command
      .argument('[SPEC]', say(message('cli.driftSpec')))
      .addOption(new Option('--keep <PATH>', say(message('cli.keepOption'))).argParser(gathered))
      .action((spec: string | undefined, options: CallOptions & { keep?: readonly string[] }) =>
        carryOut(options, async (call) =>
          (await import('./commands/drift.ts')).driftCommand(call, spec, options.keep ?? []),
        ),
      ),
  )
  add('rehearse', message('cli.rehearseAbout'), (command) =>
    command
      .argument('<SPEC>', specArgument)
      .addOption(yesOption(page))
      .action((spec: string, options: CallOptions) =>
        carryOut(options, async (call) =>
          (await import('./commands/rehearse.ts')).rehearseCommand(call, spec),
        ),
      ),
  )
  add('resume', message('cli.resumeAbout'), (command) =>
    command
      .argument('[RUN]', say(message('cli.runArgument')))
      .addOption(yesOption(page))
      .addOption(verboseOption(page))
      .action((run: string | undefined, options: CallOptions) =>
        carryOut(options, async (call) => (await import('./commands/resume.ts')).resumeCommand(call, run)),
      ),
  )
  add('cancel', message('cli.cancelAbout'), (command) =>
    command
      .argument('<RUN>', say(message('cli.runArgument')))
      .action((run: string, options: CallOptions) =>
        carryOut(options, async (call) => (await import('./commands/runs.ts')).cancelCommand(call, run)),
      ),
  )
  const only = commands.get(first ?? '')
  if (only === undefined) for (const each of commands.values()) each()
  else only()
  return program
}

/** Help in the chosen language, on standard output; faults come back as errors. */
function dress(command: Command, { say, write }: Page): void {
  const titles: Readonly<Record<string, Message>> = {
    'Usage:': message('cli.helpUsage'),
    'Options:': message('cli.helpOptions'),
    'Arguments:': message('cli.helpArguments'),
    'Commands:': message('cli.helpCommands'),
  }
  const titleOf = (title: string): string => {
    const known = titles[title]
    return known ? say(known) : title
  }
  command
    .exitOverride()
    .helpOption('-h, --help', say(message('cli.helpOption')))
    .helpCommand(false)
    .configureHelp({
      styleTitle: titleOf,
      // The library writes this word into each usage line by itself.
      styleOptionText: (text) => (text === '[options]' ? say(message('cli.usageOptions')) : text),
    })
    .configureOutput({ writeOut: write, writeErr: () => undefined })
}

function addHostOptions(command: Command, { say }: Page): Command {
  return command
    .requiredOption('--host <USER@ADDRESS[:PORT]>', say(message('cli.hostOption')))
    .option('--identity <FILE>', say(message('cli.identityOption')))
    .option('--password-stdin', say(message('cli.passwordOption')))
    .option('--sudo-password-stdin', say(message('cli.sudoOption')))
    .option('--passphrase-stdin', say(message('cli.passphraseOption')))
    .option('--host-key <SHA256:…>', say(message('cli.hostKeyOption')))
    .option('--accept-new-host-key', say(message('cli.acceptOption')))
    .option('--json', say(message('cli.jsonOption')))
    .addOption(new Option('--lang <zh|en>', say(message('cli.langOption'))).argParser(knownLanguage))
}

function knownLanguage(word: string): string {
  if (!languages.some((language) => language === word)) throw new InvalidArgumentError('')
  return word
}

function yesOption({ say }: Page): Option {
  return new Option('--yes', say(message('cli.yesOption')))
}

function onlyOption({ say }: Page): Option {
  return new Option('--only <ID>', say(message('cli.onlyOption'))).argParser(gathered)
}

function putBackOption({ say }: Page): Option {
  return new Option('--put-back <PATH>', say(message('cli.putBackOption'))).argParser(gathered)
}

/** An option that may stand there several times. */
function gathered(word: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), word]
}

function verboseOption({ say }: Page): Option {
  return new Option('--verbose', say(message('cli.verboseOption')))
}
