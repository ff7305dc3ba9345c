import cluster from 'node:cluster'
import { Command, Option } from 'commander'
import { type Config, mostWorkers } from '../config/config.ts'
import { requireFreeAddresses } from '../serve/servers/require-free-addresses.ts'
import { roleChoices, rolesOf } from '../serve/roles.ts'
import type { ServeOptions } from '../serve/serve.ts'
import { ShutdownRequested } from '../platform/process/shutdown.ts'
import { CommandFailure, exitStatuses } from './command/failure.ts'
import { nameOption, wholeNumberOption } from './command/option-values.ts'
import { requireSchedule } from './command/require-schedule.ts'
import { runCommand } from './command/run-command.ts'

type Options = Omit<ServeOptions, 'workers'> & { workers?: number }

/**
 * `treeline serve [--role all|api|ingest|jobs] [--workers N] [--trees-file F]`: the service, until it is asked to
 * end.
 */
export function serveCommand(): Command {
  return new Command('serve')
    .description('answer the API, ingest the spool and run scheduled jobs until Ctrl-C')
    .addOption(
      new Option('--role <role>', 'what this process does').choices(roleChoices).default('all'),
    )
    .option(
      '--workers <n>',
      'processes that answer the API on one port (default: WORKERS, else 1)',
      wholeNumberOption(1, mostWorkers),
    )
    .option(
      '--trees-file <f>',
      'YAML map of tree names to repository URLs, for what is ingested',
      nameOption,
    )
    .action(async ({ workers, ...options }: Options) => {
      // what only others need is not loaded: a process that ingests begins in half the time
      if (cluster.isWorker) return (await import('./serve-as-worker.ts')).serveAsWorker()
      if (workers !== undefined && !rolesOf(options.role).includes('api'))
        throw new WorkersUnwanted()
      const needs = {
        name: `serve ${options.role}`,
        schema: 'migrate',
        logLevel: 'info',
        before: (config: Config) => requireUsable(config, options.role),
      } as const
      const { serve } = await import('../serve/serve.ts')
      await runCommand(needs, (context) =>
        serve(context, { ...options, workers: workers ?? context.config.workers }),
      ).catch(unlessAskedToEnd)
    })
}

/** Before anything is opened: what says that it runs must not end a moment later. */
async function requireUsable(config: Config, role: ServeOptions['role']): Promise<void> {
  if (rolesOf(role).includes('jobs')) await requireSchedule(config)
  await requireFreeAddresses(config, role)
}

class WorkersUnwanted extends CommandFailure {
  constructor() {
    super('--workers answer the API, which this role does not', exitStatuses.usage)
  }
}

/** For a service being asked to end is no failure, also while it is still starting. */
function unlessAskedToEnd(error: unknown): void {
  if (!(error instanceof ShutdownRequested)) throw error
}
