import { Argument, Command } from 'commander'
import type { Context } from '../../context.ts'
import {
  type FixtureGroup,
  fixtureGroups,
  fixtureSubmission,
  meaningOf,
} from '../../example-data/fixtures/fixture-groups.ts'
import { fixtureOrigins } from '../../example-data/fixtures/fixture-items.ts'
import { createIngestMetrics } from '../../ingest/ingest-metrics.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { loadSubmissions } from '../../transfer/load/load-submissions.ts'
import { isConfirmed } from '../command/confirmation.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { onRecord, runCommand } from '../command/run-command.ts'

type Flags = { list?: true; yes?: true }

/** `treeline fixtures load GROUP…`: groups of example data, through the ingest path; the same again changes nothing. */
export function fixturesLoadCommand(): Command {
  return new Command('load')
    .description('store groups of example data; loading one again changes nothing')
    .addArgument(new Argument('[group...]', 'which ones').choices(fixtureGroups))
    .option('--list', 'say what each group is an example of, load nothing')
    .option('--yes', 'do not ask before adding examples to real rows')
    .action(async (groups: FixtureGroup[], flags: Flags) => {
      if (flags.list) return void process.stdout.write(listText())
      if (groups.length === 0) {
        throw new CommandFailure(
          `name the groups to load: ${fixtureGroups.join(', ')}`,
          exitStatuses.usage,
        )
      }
      await runCommand({ name: 'fixtures load', statementTimeoutMs: 0 }, (context) =>
        load(context, [...new Set(groups)], flags),
      )
    })
}

async function load(context: Context, groups: FixtureGroup[], { yes }: Flags): Promise<void> {
  const { config, database, log, metrics, signal } = context
  const question = 'the database holds other rows than examples; add examples to them?'
  if (!yes && (await hasOtherRows(context)) && !(await isConfirmed(question, signal))) {
    return void process.stdout.write('aborted, nothing was loaded\n')
  }
  const now = new Date()
  const submissions = groups.map((group) => [group, fixtureSubmission(group, now)] as const)
  await onRecord(context, 'fixtures load', { groups }, async (record) => {
    const { rows } = await loadSubmissions(Object.fromEntries(submissions), {
      pool: database.pool,
      automaticLab: config.automaticLab,
      log,
      metrics: createIngestMetrics(metrics),
      signal,
    })
    for (const table of kcidbTables) if (rows[table] > 0) record.countRows(table, rows[table])
  })
  for (const [group, { checkouts = [], builds = [], tests = [] }] of submissions) {
    process.stdout.write(
      `loaded ${group}: ${checkouts.length} checkouts, ${builds.length} builds, ${tests.length} tests\n`,
    )
  }
}

async function hasOtherRows({ database: { db } }: Context): Promise<boolean> {
  const row = await db
    .selectFrom('checkouts')
    .select('id')
    .where('origin', 'not in', fixtureOrigins)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function listText(): string {
  const width = Math.max(...fixtureGroups.map((group) => group.length))
  return fixtureGroups.map((group) => `${group.padEnd(width)}  ${meaningOf(group)}\n`).join('')
}
