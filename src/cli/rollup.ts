import { Command } from 'commander'
import { rebuildRollUp } from '../rollup/rebuild.ts'
import { runCommand } from './run-command.ts'
import { stepProgress } from './step-progress.ts'

/** `treeline rollup rebuild|verify`: makes the derived tables anew, or says whether they are right. */
export function rollupCommand(): Command {
  return new Command('rollup')
    .description('the derived tables: make them anew, or check them')
    .addCommand(rebuildCommand())
}

function rebuildCommand(): Command {
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
        for (const [table, { added, corrected, deleted }] of changes) {
          if (added + corrected + deleted === 0) continue
          process.stdout.write(
            `${table}: ${added} added, ${corrected} corrected, ${deleted} deleted\n`,
          )
        }
        process.stdout.write(`roll-up rebuilt, version ${version}\n`)
      })
    })
}
