import { Argument, Command } from 'commander'
import { retryFailedRuns } from '../../jobs/failed/failed-runs.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'
import { idsArgument } from './failed-options.ts'

/** `treeline jobs retry ID…`: failed work is done again by a process of the role `jobs`. */
export function jobsRetryCommand(): Command {
  return new Command('retry')
    .description('have failed work done again by a process that runs jobs')
    .addArgument(new Argument('<id...>', 'as jobs failed shows them').argParser(idsArgument))
    .action(async (ids: number[]) => {
      const needs = { name: 'jobs retry', audit: { ids: ids.map(String) } }
      await runCommand(needs, async ({ database }, record) => {
        const count = await retryFailedRuns(database.db, { ids })
        record.countRows('job_run', count)
        process.stdout.write(`${count} to be tried again\n`)
        if (count < new Set(ids).size) {
          throw new CommandFailure(
            'the others have not failed, or are gone',
            exitStatuses.incomplete,
          )
        }
      })
    })
}
