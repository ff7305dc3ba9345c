import { Command, Option } from 'commander'
import { roleChoices, type RoleChoice } from '../serve/roles.ts'
import { serve } from '../serve/serve.ts'
import { ShutdownRequested } from '../platform/shutdown.ts'
import { runCommand } from './run-command.ts'

/** `treeline serve [--role all|api|ingest]`: the service, until it is asked to end. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('answer the API and ingest the spool until Ctrl-C')
    .addOption(
      new Option('--role <role>', 'what this process does').choices(roleChoices).default('all'),
    )
    .action(async ({ role }: { role: RoleChoice }) => {
      const needs = { name: `serve ${role}`, schema: 'migrate', logLevel: 'info' } as const
      await runCommand(needs, (context) => serve(context, role)).catch(unlessAskedToEnd)
    })
}

/** For a service being asked to end is no failure, also while it is still starting. */
function unlessAskedToEnd(error: unknown): void {
  if (!(error instanceof ShutdownRequested)) throw error
}
