import { Argument, Command } from 'commander'
import { loadSettings } from '../../config/settings.ts'
import { appMigrationStates, migrateAppDown, migrateAppUp } from '../../store/app/schema/migrate.ts'
import {
  cacheMigrationStates,
  migrateCacheDown,
  migrateCacheUp,
} from '../../store/cache/migrate.ts'
import { openCache } from '../../store/cache/open-cache.ts'
import type { MigrationState } from '../../store/migrate.ts'
import { runCommand } from '../command/run-command.ts'

type Direction = 'up' | 'down' | 'status'

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
    .action(async (database: string, direction: Direction) => {
      if (database === 'cache') await migrateCache(direction)
      else await migrateApp(direction)
    })
}

function migrateApp(direction: Direction): Promise<void> {
  const needs = {
    name: `migrate app ${direction}`,
    statementTimeoutMs: 0,
    schema: 'as-is',
    audit: direction === 'status' ? undefined : {},
  } as const
  return runCommand(needs, ({ database, signal, log }) =>
    take(direction, {
      up: () => migrateAppUp(database, signal, log),
      down: () => migrateAppDown(database, signal, log),
      states: () => appMigrationStates(database),
    }),
  )
}

/** Without a context: that starts a PostgreSQL and migrates the cache by itself. */
async function migrateCache(direction: Direction): Promise<void> {
  await using cache = openCache(loadSettings().config.dataDir, (problem) =>
    process.stderr.write(`the local cache was damaged and is made anew: ${problem}\n`),
  )
  await take(direction, {
    up: () => migrateCacheUp(cache),
    down: () => migrateCacheDown(cache),
    states: () => cacheMigrationStates(cache),
  })
}

async function take(direction: Direction, verbs: Verbs): Promise<void> {
  if (direction === 'status') printStates(await verbs.states())
  else printNames(direction, await verbs[direction]())
}

function printStates(states: MigrationState[]): void {
  for (const { name, appliedAt, isKnown } of states) {
    const when = appliedAt?.toISOString() ?? 'not applied'.padEnd(24)
    process.stdout.write(`${when}  ${name}${isKnown ? '' : '  (of a newer version)'}\n`)
  }
}

function printNames(direction: 'up' | 'down', names: string[]): void {
  const done = direction === 'up' ? 'applied' : 'taken back'
  if (names.length === 0) process.stdout.write(`nothing to be ${done}\n`)
  for (const name of names) process.stdout.write(`${done}: ${name}\n`)
}
