import { Command } from 'commander'
import { version } from '../platform/version.ts'
import { auditCommand } from './audit/audit.ts'
import { cacheCommand } from './upkeep/cache.ts'
import { doctorCommand } from './upkeep/doctor.ts'
import { envCommand } from './settings/env.ts'
import { copyDbCommand } from './data/copy-db.ts'
import { dumpCommand } from './data/dump.ts'
import { fixturesCommand } from './data/fixtures.ts'
import { ingestCommand } from './ingest/ingest.ts'
import { jobsCommand } from './jobs/jobs.ts'
import { ledgerCommand } from './notifications/ledger.ts'
import { migrateCommand } from './upkeep/migrate.ts'
import { notificationsCommand } from './notifications/notifications.ts'
import { pruneCommand } from './upkeep/prune.ts'
import { registryCommand } from './upkeep/registry.ts'
import { restoreCommand } from './data/restore.ts'
import { rollupCommand } from './upkeep/rollup.ts'
import { schemaCommand } from './schema.ts'
import { serveCommand } from './serve.ts'
import { subscriptionsCommand } from './notifications/subscriptions.ts'
import { snapshotCommand } from './data/snapshot.ts'
import { tokenCommand } from './tokens/token.ts'
import { treeproofCommand } from './upkeep/treeproof.ts'
import { treesCommand } from './upkeep/trees.ts'

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
    .addCommand(snapshotCommand())
    .addCommand(fixturesCommand())
    .addCommand(restoreCommand())
    .addCommand(tokenCommand())
    .addCommand(treesCommand())
    .addCommand(auditCommand())
    .addCommand(envCommand())
    .addCommand(doctorCommand())
    .addCommand(pruneCommand())
    .addCommand(jobsCommand())
    .addCommand(notificationsCommand())
    .addCommand(registryCommand())
    .addCommand(treeproofCommand())
    .addCommand(subscriptionsCommand())
    .addCommand(ledgerCommand())
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
