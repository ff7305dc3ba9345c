import { Command } from 'commander'
import { fixturesLoadCommand } from './fixtures-load.ts'

/** `treeline fixtures load`: example data by name. */
export function fixturesCommand(): Command {
  return new Command('fixtures')
    .description('small example data, for development and trials')
    .addCommand(fixturesLoadCommand())
}
