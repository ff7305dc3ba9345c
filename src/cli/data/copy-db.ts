import { Command, Option } from 'commander'
import type { Context } from '../../context.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { parsePostgresAddress } from '../../platform/postgres-address/postgres-address.ts'
import { settleTls } from '../../store/app/connection/settle-tls.ts'
import { type OpenDatabase, openDatabase } from '../../store/app/database.ts'
import { type KcidbTable, kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { copyDatabase, type CopyReport } from '../../transfer/copy/copy-database.ts'
import { forget, unfinishedSince } from '../../transfer/copy/copy-positions.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { listOption, wholeNumberOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'

type Flags = {
  from: string
  days: number
  table?: KcidbTable[]
  origins?: string[]
  restart?: true
}

const dayMs = 86_400_000

/** `treeline copy-db --from ADDRESS`: recent rows of another KernelCI database, through the ingest path. */
export function copyDbCommand(): Command {
  return new Command('copy-db')
    .description(
      'copy recent rows from another KernelCI PostgreSQL; the same command goes on after a stop',
    )
    .requiredOption(
      '--from <address>',
      'postgresql://user:password@host:port/name; it is only read',
    )
    .option(
      '--days <n>',
      'rows that arrived or were sent again since',
      wholeNumberOption(1, 36_500),
      7,
    )
    .addOption(new Option('--table <name...>', 'these alone').choices(kcidbTables))
    .option('--origins <list>', 'only what these sent, separated by commas', listOption)
    .option('--restart', 'begin anew where a copy was broken off')
    .action((flags: Flags) => copy(flags))
}

async function copy(flags: Flags): Promise<void> {
  const { from, days, table, origins = [], restart = false } = flags
  const sourceName = nameOf(from)
  const needs = {
    name: 'copy-db',
    statementTimeoutMs: 0,
    audit: { from: sourceName, days, tables: table ?? [], origins, ...(restart && { restart }) },
  }
  await runCommand(needs, async (context, record) => {
    await using source = await openSource(from, context)
    const { database, signal } = context
    const key = { source: sourceName, origins: origins.toSorted().join(',') }
    if (restart) await forget(database.db, key, kcidbTables)
    const unfinished = await unfinishedSince(database.db, key)
    if (unfinished !== undefined) {
      process.stdout.write(`going on with the copy of what arrived since ${unfinished}\n`)
    }
    using progress = stepProgress(process.stderr)
    const report = await copyDatabase(source, database, {
      sourceName,
      tables: kcidbTables.filter((each) => table === undefined || table.includes(each)),
      origins,
      since: new Date(Date.now() - days * dayMs).toISOString(),
      signal,
      onProgress: (done) => {
        // a copy that is broken off leaves what it stored
        record.countRows(done.table, done.batch)
        progress.show(`${done.table}: ${done.rows} rows, up to ${done.reached}`)
      },
    })
    progress.clear()
    process.stdout.write(reportText(report))
  })
}

/** Without user and password: it is kept, and shown to others. */
function nameOf(address: string): string {
  try {
    const { host, port, database } = parsePostgresAddress(address)
    return `${host}:${port}/${database}`
  } catch (error) {
    throw new CommandFailure(`--from: ${errorMessage(error)}`, exitStatuses.usage)
  }
}

/** @throws CommandFailure, so that nobody takes it for a failure of the database of the settings */
async function openSource(address: string, { config, log }: Context): Promise<OpenDatabase> {
  try {
    await using opening = new AsyncDisposableStack()
    const source = opening.use(
      openDatabase({
        url: await settleTls(address, config.connectTimeoutMs),
        applicationName: 'treeline copy-db',
        poolSize: 1,
        acquireTimeoutMs: config.connectTimeoutMs,
        statementTimeoutMs: config.statementTimeoutMs,
        onIdleError: ({ message }) =>
          log.warn({ reason: message }, 'lost the connection to the source'),
      }),
    )
    await source.pool.query('select 1')
    opening.move()
    return source
  } catch (error) {
    const problem = `cannot use the database of --from: ${errorMessage(error)}`
    throw new CommandFailure(problem, exitStatuses.unable)
  }
}

function reportText(report: CopyReport): string {
  return report.map(({ table, rows }) => `copied ${table}: ${rows} rows\n`).join('')
}
