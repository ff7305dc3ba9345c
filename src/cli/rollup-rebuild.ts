import { Command } from 'commander'
import { rebuildRollUp } from '../rollup/rebuild.ts'
import { runCommand } from './run-command.ts'
import { stepProgress } from './step-progress.ts'
import { tableChangesText } from './table-changes-text.ts'

/** `treeline rollup rebuild`. */
export function rollupRebuildCommand(): Command {
  return new Command('rebuild')
    .description('compute every derived table anew from the five KCIDB tables')
    .action(async () => {
      await runCommand({ name: 'rollup rebuild', statementTimeoutMs: 0 }, async (context) => {
        using progress = stepProgress(process.stderr)
        const { version, changes } = await rebuildRollUp(context.database.pool, {
          signal: context.signal,
          onProgress: (step) => progress.show(step),
        })
        progress.clear()
        process.stdout.write(tableChangesText(changes))
        process.stdout.write(`roll-up rebuilt, version ${version}\n`)
      })
    })
}
