import { message, type Message } from '#shared/message.ts'
import type { CommanderError } from 'commander'

/** What is wrong with a command line, in words of ours. */
export function commandWords(error: CommanderError): Message {
  // The library quotes the word in question: error: unknown option '--x'
  const word = /'([^']*)'/.exec(error.message)?.[1]?.slice(0, 200) ?? ''
  // It also looks for the nearest: (Did you mean plan?), (Did you mean one of plan, apply?)
  const near = /\(Did you mean (?:one of )?([^()?]+)\?\)/.exec(error.message)?.[1]
  switch (error.code) {
    case 'commander.unknownOption':
      return near === undefined
        ? message('cli.unknownOption', { word })
        : message('cli.unknownOptionNear', { word, near })
    case 'commander.unknownCommand':
      return near === undefined
        ? message('cli.unknownCommand', { word })
        : message('cli.unknownCommandNear', { word, near })
    case 'commander.missingArgument':
      return message('cli.missingArgument', { word })
    case 'commander.optionMissingArgument':
      return message('cli.optionNeedsValue', { word })
    case 'commander.missingMandatoryOptionValue':
      return message('cli.missingOption', { word })
    case 'commander.invalidArgument':
      return message('cli.invalidValue', { word })
    case 'commander.excessArguments':
      return message('cli.tooManyWords')
    default:
      return message('cli.noCommand')
  }
}
