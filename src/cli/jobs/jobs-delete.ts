import { Argument, Command } from 'commander'
import { deleteFailedRuns } from '../../jobs/failed/failed-runs.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'
import { idsArgument } from './failed-options.ts'

/** `treeline jobs delete ID…`: failed work that nobody has to do again. */
export function jobsDeleteCommand(): Command {
  return new Command('delete')
    .description('delete failed work that need not be done again')
    .addArgument(new Argument('<id...>', 'as jobs failed shows them').argParser(idsArgument))
    .action(async (ids: number[]) => {
      const needs = { name: 'jobs delete', audit: { ids: ids.map(String) } }
      await runCommand(needs, async ({ database }, record) => {
        const count = await deleteFailedRuns(database.db, { ids })
        record.countRows('job_run', count)
        process.stdout.write(`${count} deleted\n`)
        if (count < new Set(ids).size) {
          throw new CommandFailure(
            'the others have not failed, or are gone',
            exitStatuses.incomplete,
          )
        }
      })
    })
}
