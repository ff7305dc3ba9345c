import { Command, Option } from 'commander'
import { roleChoices } from '../serve/roles.ts'
import { serve, type ServeOptions } from '../serve/serve.ts'
import { ShutdownRequested } from '../platform/shutdown.ts'
import { runCommand } from './command/run-command.ts'

/** `treeline serve [--role all|api|ingest|jobs] [--trees-file F]`: the service, until it is asked to end. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('answer the API, ingest the spool and run scheduled jobs until Ctrl-C')
    .addOption(
      new Option('--role <role>', 'what this process does').choices(roleChoices).default('all'),
    )
    .option('--trees-file <f>', 'YAML map of tree names to repository URLs, for what is ingested')
    .action(async (options: ServeOptions) => {
      const needs = { name: `serve ${options.role}`, schema: 'migrate', logLevel: 'info' } as const
      await runCommand(needs, (context) => serve(context, options)).catch(unlessAskedToEnd)
    })
}

/** For a service being asked to end is no failure, also while it is still starting. */
function unlessAskedToEnd(error: unknown): void {
  if (!(error instanceof ShutdownRequested)) throw error
}
