import { Command } from 'commander'
import { migrateCommand } from './migrate.ts'
import { restoreCommand } from './restore.ts'
import { rollupCommand } from './rollup.ts'
import { serveCommand } from './serve.ts'
import { ingestCommand } from './ingest.ts'

/** Everything `treeline` can be told to do. Usage errors are thrown, not exited on. */
export function buildProgram(): Command {
  const program = new Command('treeline')
    .description('Dashboard analytics backend for kernel CI results')
    .showHelpAfterError('(add --help for what can be given)')
    .configureOutput({ writeErr: (text) => process.stderr.write(`treeline: ${text}`) })
    .exitOverride()
  for (const command of [
    serveCommand(),
    migrateCommand(),
    ingestCommand(),
    rollupCommand(),
    restoreCommand(),
  ]) {
    program.addCommand(command.copyInheritedSettings(program))
  }
  return program
}
