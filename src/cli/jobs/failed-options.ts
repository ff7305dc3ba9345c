import { type Command, Option } from 'commander'
import type { FailedFilter } from '../../jobs/failed/failed-runs.ts'
import { schedule } from '../../jobs/schedule.ts'
import { channelNames } from '../../notify/channels/channel.ts'
import type { UndoneFilter } from '../../notify/delivery/ledger/undone-mails.ts'
import type { UndoneNoticeFilter } from '../../notify/delivery/notices/ledger/undone-notices.ts'
import { wholeNumberOption } from '../command/option-values.ts'

export type FailedFlags = { queue?: string; olderThan?: number }

/** The queue of mails, beside those of jobs and of channels. */
const mailQueue = 'mail'

const hourMs = 3_600_000

/** Which failed work is meant, for those commands that work on many. */
export function withFailedOptions(command: Command): Command {
  const names = schedule.map(({ name }) => name)
  return command
    .addOption(
      new Option('--queue <name>', 'of one job, or mail, discord, webhook').choices([
        ...names,
        mailQueue,
        ...channelNames,
      ]),
    )
    .option(
      '--older-than <hours>',
      'what failed at least so long ago',
      wholeNumberOption(0, 1_000_000),
    )
}

/** Runs of jobs, mails and notices that are meant; null where none of them are. */
export function failedFilters({ queue, olderThan }: FailedFlags): {
  runs: FailedFilter | null
  mails: UndoneFilter | null
  notices: UndoneNoticeFilter | null
} {
  const olderThanMs = olderThan === undefined ? undefined : olderThan * hourMs
  const channel = channelNames.find((name) => name === queue)
  const isJob = queue !== mailQueue && channel === undefined
  return {
    runs: isJob ? { queue, olderThanMs } : null,
    mails: queue === undefined || queue === mailQueue ? { olderThanMs } : null,
    notices: queue === undefined || channel !== undefined ? { channel, olderThanMs } : null,
  }
}
