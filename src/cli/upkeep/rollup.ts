import { Command } from 'commander'
import { rollupRebuildCommand } from './rollup-rebuild.ts'
import { rollupVerifyCommand } from './rollup-verify.ts'

/** `treeline rollup rebuild|verify`: makes the derived tables anew, or says whether they are right. */
export function rollupCommand(): Command {
  return new Command('rollup')
    .description('the derived tables: make them anew, or check them')
    .addCommand(rollupRebuildCommand())
    .addCommand(rollupVerifyCommand())
}
