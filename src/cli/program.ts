import { Command } from 'commander'
import { version } from '../platform/process/version.ts'

/**
 * Every command, in the order of the help. Its modules are loaded when it is asked for: `treeline token` takes
 * 0.55 s of processor instead of 1.35 on a slow machine, where all that `serve` needs came along.
 */
const commands = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  migrate: async () => (await import('./upkeep/migrate.ts')).migrateCommand(),
  ingest: async () => (await import('./ingest/ingest.ts')).ingestCommand(),
  rollup: async () => (await import('./upkeep/rollup.ts')).rollupCommand(),
  'copy-db': async () => (await import('./data/copy-db.ts')).copyDbCommand(),
  dump: async () => (await import('./data/dump.ts')).dumpCommand(),
  snapshot: async () => (await import('./data/snapshot.ts')).snapshotCommand(),
  fixtures: async () => (await import('./data/fixtures.ts')).fixturesCommand(),
  restore: async () => (await import('./data/restore.ts')).restoreCommand(),
  token: async () => (await import('./tokens/token.ts')).tokenCommand(),
  trees: async () => (await import('./upkeep/trees.ts')).treesCommand(),
  audit: async () => (await import('./audit/audit.ts')).auditCommand(),
  env: async () => (await import('./settings/env.ts')).envCommand(),
  doctor: async () => (await import('./upkeep/doctor.ts')).doctorCommand(),
  prune: async () => (await import('./upkeep/prune.ts')).pruneCommand(),
  jobs: async () => (await import('./jobs/jobs.ts')).jobsCommand(),
  notifications: async () =>
    (await import('./notifications/notifications.ts')).notificationsCommand(),
  registry: async () => (await import('./upkeep/registry.ts')).registryCommand(),
  treeproof: async () => (await import('./upkeep/treeproof.ts')).treeproofCommand(),
  subscriptions: async () =>
    (await import('./notifications/subscriptions.ts')).subscriptionsCommand(),
  ledger: async () => (await import('./notifications/ledger.ts')).ledgerCommand(),
  schema: async () => (await import('./schema.ts')).schemaCommand(),
  cache: async () => (await import('./upkeep/cache.ts')).cacheCommand(),
} satisfies Record<string, () => Promise<Command>>

/** Each alone is answered without any command: 0.1 s of processor instead of 1.4 on a slow machine. */
const versionFlags = ['-V', '--version']

/**
 * What `treeline` can be told to do. Usage errors are thrown, not exited on.
 *
 * @param asked what is asked for first; all commands are there when it is none of them, for help and for errors
 */
export async function buildProgram(asked?: string): Promise<Command> {
  const program = new Command('treeline')
    .description('Dashboard analytics backend for kernel CI results')
    .version(version, versionFlags.join(', '))
    .showHelpAfterError('(add --help for what can be given)')
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'treeline: ')),
    })
    .exitOverride()
  for (const command of await Promise.all(loadersOf(asked).map((load) => load()))) {
    program.addCommand(command)
  }
  inheritSettings(program)
  return program
}

function loadersOf(asked: string | undefined): (() => Promise<Command>)[] {
  if (asked !== undefined && versionFlags.includes(asked)) return []
  const [, load] = Object.entries(commands).find(([name]) => name === asked) ?? []
  return load === undefined ? Object.values(commands) : [load]
}

/** Commands that are made elsewhere take no settings over by themselves. */
function inheritSettings(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent)
    inheritSettings(command)
  }
}
