import { Argument, Command } from 'commander'
import type { Context } from '../context.ts'
import { appMigrationStates, migrateAppDown, migrateAppUp } from '../store/app/migrate.ts'
import { cacheMigrationStates, migrateCacheDown, migrateCacheUp } from '../store/cache/migrate.ts'
import type { MigrationState } from '../store/migrate.ts'
import { runCommand } from './run-command.ts'

type Verbs = {
  up: () => Promise<string[]>
  down: () => Promise<string[]>
  states: () => Promise<MigrationState[]>
}

/** `treeline migrate app|cache [up|down|status]`: one step down at a time, all steps up. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring a database to the newest schema, take one step back, or show the steps')
    .addArgument(
      new Argument('<database>', 'PostgreSQL or the local cache').choices(['app', 'cache']),
    )
    .addArgument(new Argument('[direction]').choices(['up', 'down', 'status']).default('up'))
    .action(async (database: string, direction: 'up' | 'down' | 'status') => {
      await runCommand(
        { name: 'migrate', statementTimeoutMs: 0, schema: 'as-is' },
        async (context) => {
          const verbs = database === 'app' ? appVerbs(context) : await cacheVerbs(context)
          if (direction === 'status') printStates(await verbs.states())
          else printNames(direction, await verbs[direction]())
        },
      )
    })
}

function appVerbs({ database }: Context): Verbs {
  return {
    up: () => migrateAppUp(database),
    down: () => migrateAppDown(database),
    states: () => appMigrationStates(database),
  }
}

async function cacheVerbs(context: Context): Promise<Verbs> {
  const cache = await context.cache()
  return {
    up: () => migrateCacheUp(cache),
    down: () => migrateCacheDown(cache),
    states: () => cacheMigrationStates(cache),
  }
}

function printStates(states: MigrationState[]): void {
  for (const { name, appliedAt } of states) {
    process.stdout.write(`${appliedAt?.toISOString() ?? 'not applied'.padEnd(24)}  ${name}\n`)
  }
}

function printNames(direction: 'up' | 'down', names: string[]): void {
  const done = direction === 'up' ? 'applied' : 'taken back'
  if (names.length === 0) process.stdout.write(`nothing to be ${done}\n`)
  for (const name of names) process.stdout.write(`${done}: ${name}\n`)
}
