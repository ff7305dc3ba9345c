import { Command } from 'commander'

const usageStatus = 2

/**
 * The command line of a script in this folder. `--help` tells what the script does and takes, and does
 * nothing else; what cannot be understood ends it with exit status 2 (decisions.md 3).
 *
 * @param name as in package.json, or of the file
 * @param description one sentence, without a full stop
 */
export function scriptCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .showHelpAfterError('(add --help for what can be given)')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : usageStatus))
}
