import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import type { Context } from '../../context.ts'
import { createIngestMetrics } from '../../ingest/ingest-metrics.ts'
import { summaryText } from '../../ingest/progress/progress-text.ts'
import { runIngest, type IngestSummary } from '../../ingest/run-ingest.ts'
import { moveExcerptsBeside } from '../../serve/move-excerpts-beside.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { showIngestMetrics } from './ingest-metrics-port.ts'
import { ingestRetryCommand } from './ingest-retry.ts'
import { ingestSweepCommand } from './ingest-sweep.ts'
import { nameOption, wholeNumberOption } from '../command/option-values.ts'
import { processGivesWay } from '../../platform/process/give-way.ts'
import { runCommand } from '../command/run-command.ts'

type Flags = {
  spoolDir: string
  once?: boolean
  maxWorkers: number
  interval: number
  treesFile?: string
  metricsPort?: number
}

/** `treeline ingest`: stores the files of a spool (ingestion.md 2). */
export function ingestCommand(): Command {
  return new Command('ingest')
    .addCommand(ingestRetryCommand())
    .addCommand(ingestSweepCommand())
    .description('store the submission files of a spool folder')
    .requiredOption(
      '--spool-dir <dir>',
      'folder with *.json files; archive/ and failed/ are made in it',
      nameOption,
    )
    .option('--once', 'end when the folder is empty, and take every file for complete')
    .option(
      '--max-workers <n>',
      'threads that prepare files',
      wholeNumberOption(1, 64),
      defaultWorkers(),
    )
    .option(
      '--interval <s>',
      'seconds between looks at the whole folder; new files are taken at once',
      secondsOption,
      1,
    )
    .option('--trees-file <f>', 'YAML map of tree names to repository URLs', nameOption)
    .option(
      '--metrics-port <n>',
      'show metrics there; default: INGESTER_METRICS_PORT, or nowhere',
      wholeNumberOption(0, 65_535),
    )
    .action(async (flags: Flags) => {
      const logLevel = flags.once ? 'warn' : 'info'
      await runCommand({ name: 'ingest', statementTimeoutMs: 0, logLevel }, async (context) => {
        const summary = await ingest(context, flags)
        process.stdout.write(summaryText(summary.totals, summary.seconds))
        process.exitCode = statusOf(summary)
      })
    })
}

async function ingest(context: Context, { once = false, ...flags }: Flags): Promise<IngestSummary> {
  const { config, database, log, metrics, pending, signal } = context
  // one that runs the embedded PostgreSQL may have to start it again, for all
  if (config.database.kind === 'external') processGivesWay()
  const ingestMetrics = createIngestMetrics(metrics)
  const port = { option: flags.metricsPort, isService: !once }
  await using _metricsServer = await showIngestMetrics(context, port)
  return await pending.during('PostgreSQL, for the batch in flight', () =>
    moveExcerptsBeside(context, { once }, (excerpts) =>
      runIngest({
        ...flags,
        once,
        pool: database.pool,
        givesWay: true,
        intervalMs: flags.interval * 1000,
        automaticLab: config.automaticLab,
        retention: config.retention,
        excerpts,
        log,
        metrics: ingestMetrics,
        signal,
        out: process.stdout,
      }),
    ),
  )
}

/**
 * 1 when a document was refused (decisions.md 3).
 *
 * @throws CommandFailure when files had to stay where they are
 */
function statusOf({ totals, problem, unmoved }: IngestSummary): number {
  const stay = 'the files stay in the spool'
  if (problem !== undefined) throw new CommandFailure(`${problem}; ${stay}`, exitStatuses.unable)
  if (unmoved.length > 0) {
    throw new CommandFailure(`${unmoved.join('; ')}; ${stay}`, exitStatuses.unable)
  }
  if (totals.filesLeft > 0) {
    throw new CommandFailure(
      `${totals.filesLeft} file(s) could not be dealt with; ${stay}`,
      exitStatuses.unable,
    )
  }
  return totals.filesRefused > 0 ? exitStatuses.incomplete : exitStatuses.done
}

/** One core is PostgreSQL's. */
function defaultWorkers(): number {
  return Math.min(Math.max(availableParallelism() - 1, 1), 4)
}

function secondsOption(value: string): number {
  const seconds = Number(value)
  if (value.trim() === '' || !(seconds >= 0.05 && seconds <= 3600)) {
    throw new InvalidArgumentError('expected seconds from 0.05 to 3600')
  }
  return seconds
}
