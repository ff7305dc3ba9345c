import { Command } from 'commander'
import { jobsHistoryCommand } from './jobs-history.ts'
import { jobsListCommand } from './jobs-list.ts'
import { jobsRunCommand } from './jobs-run.ts'

/** `treeline jobs list|run|history`: what is scheduled, and what became of it (docs/operations.md#jobs). */
export function jobsCommand(): Command {
  return new Command('jobs')
    .description('scheduled jobs: which there are, run one, what became of them')
    .addCommand(jobsListCommand())
    .addCommand(jobsRunCommand())
    .addCommand(jobsHistoryCommand())
}
