import { Command } from 'commander'
import { version } from '../platform/version.ts'
import { auditCommand } from './audit.ts'
import { cacheCommand } from './cache.ts'
import { doctorCommand } from './doctor.ts'
import { envCommand } from './env.ts'
import { copyDbCommand } from './copy-db.ts'
import { dumpCommand } from './dump.ts'
import { ingestCommand } from './ingest.ts'
import { jobsCommand } from './jobs/jobs.ts'
import { migrateCommand } from './migrate.ts'
import { pruneCommand } from './prune.ts'
import { registryCommand } from './registry.ts'
import { restoreCommand } from './restore.ts'
import { rollupCommand } from './rollup.ts'
import { schemaCommand } from './schema.ts'
import { serveCommand } from './serve.ts'
import { tokenCommand } from './token.ts'
import { treeproofCommand } from './treeproof.ts'
import { treesCommand } from './trees.ts'

/** Everything `treeline` can be told to do. Usage errors are thrown, not exited on. */
export function buildProgram(): Command {
  const program = new Command('treeline')
    .description('Dashboard analytics backend for kernel CI results')
    .version(version)
    .showHelpAfterError('(add --help for what can be given)')
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'treeline: ')),
    })
    .exitOverride()
    .addCommand(serveCommand())
    .addCommand(migrateCommand())
    .addCommand(ingestCommand())
    .addCommand(rollupCommand())
    .addCommand(copyDbCommand())
    .addCommand(dumpCommand())
    .addCommand(restoreCommand())
    .addCommand(tokenCommand())
    .addCommand(treesCommand())
    .addCommand(auditCommand())
    .addCommand(envCommand())
    .addCommand(doctorCommand())
    .addCommand(pruneCommand())
    .addCommand(jobsCommand())
    .addCommand(registryCommand())
    .addCommand(treeproofCommand())
    .addCommand(schemaCommand())
    .addCommand(cacheCommand())
  inheritSettings(program)
  return program
}

/** Commands that are made elsewhere take no settings over by themselves. */
function inheritSettings(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent)
    inheritSettings(command)
  }
}
