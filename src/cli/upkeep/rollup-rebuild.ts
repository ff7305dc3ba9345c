import { Command } from 'commander'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { countChanges } from '../command/count-changes.ts'
import { runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'
import { tableChangesText } from '../command/table-changes-text.ts'

/** `treeline rollup rebuild`. */
export function rollupRebuildCommand(): Command {
  return new Command('rebuild')
    .description('compute every derived table anew from the five KCIDB tables')
    .action(async () => {
      const needs = { name: 'rollup rebuild', statementTimeoutMs: 0, audit: {} }
      await runCommand(needs, async (context, record) => {
        using progress = stepProgress(process.stderr)
        const { version, changes } = await rebuildRollUp(context.database.pool, {
          signal: context.signal,
          onProgress: (step) => progress.show(step),
        })
        progress.clear()
        countChanges(record, changes)
        process.stdout.write(tableChangesText(changes))
        process.stdout.write(`roll-up rebuilt, version ${version}\n`)
      })
    })
}
