import { Command } from 'commander'
import { jobsDeleteCommand } from './jobs-delete.ts'
import { jobsFailedCommand } from './jobs-failed.ts'
import { jobsFlushCommand } from './jobs-flush.ts'
import { jobsHistoryCommand } from './jobs-history.ts'
import { jobsListCommand } from './jobs-list.ts'
import { jobsRetryCommand } from './jobs-retry.ts'
import { jobsRunCommand } from './jobs-run.ts'

/** `treeline jobs …`: what is scheduled, what became of it, and what to do with what failed (docs/operations/jobs.md). */
export function jobsCommand(): Command {
  return new Command('jobs')
    .description('scheduled jobs: which there are, run one, what became of them, what failed')
    .addCommand(jobsListCommand())
    .addCommand(jobsRunCommand())
    .addCommand(jobsHistoryCommand())
    .addCommand(jobsFailedCommand())
    .addCommand(jobsRetryCommand())
    .addCommand(jobsDeleteCommand())
    .addCommand(jobsFlushCommand())
}
