import { type Command, Option } from 'commander'
import type { FailedFilter } from '../../jobs/failed/failed-runs.ts'
import type { UndoneFilter } from '../../notify/delivery/ledger/undone-mails.ts'
import { schedule } from '../../jobs/schedule.ts'
import { wholeNumberOption } from '../command/option-values.ts'

export type FailedFlags = { queue?: string; olderThan?: number }

/** The queue of mails, beside those of jobs. */
const mailQueue = 'mail'

const hourMs = 3_600_000

/** Which failed work is meant, for those commands that work on many. */
export function withFailedOptions(command: Command): Command {
  const names = schedule.map(({ name }) => name)
  return command
    .addOption(new Option('--queue <name>', 'of one job, or mail').choices([...names, mailQueue]))
    .option(
      '--older-than <hours>',
      'what failed at least so long ago',
      wholeNumberOption(0, 1_000_000),
    )
}

/** Runs of jobs and mails that are meant; null where none of them are. */
export function failedFilters({ queue, olderThan }: FailedFlags): {
  runs: FailedFilter | null
  mails: UndoneFilter | null
} {
  const olderThanMs = olderThan === undefined ? undefined : olderThan * hourMs
  return {
    runs: queue === mailQueue ? null : { queue, olderThanMs },
    mails: queue === undefined || queue === mailQueue ? { olderThanMs } : null,
  }
}
