import { type Command, InvalidArgumentError, Option } from 'commander'
import type { FailedFilter } from '../../jobs/failed/failed-runs.ts'
import { schedule } from '../../jobs/schedule.ts'
import { wholeNumberOption } from '../command/option-values.ts'

export type FailedFlags = { queue?: string; olderThan?: number }

const hourMs = 3_600_000

/** Which failed work is meant, for those commands that work on many. */
export function withFailedOptions(command: Command): Command {
  const names = schedule.map(({ name }) => name)
  return command
    .addOption(new Option('--queue <name>', 'of one job').choices(names))
    .option(
      '--older-than <hours>',
      'what failed at least so long ago',
      wholeNumberOption(0, 1_000_000),
    )
}

export function failedFilter({ queue, olderThan }: FailedFlags): FailedFilter {
  return { queue, olderThanMs: olderThan === undefined ? undefined : olderThan * hourMs }
}

/** Reads ids as `jobs failed` shows them, one after the other. */
export function idsArgument(value: string, before: number[] = []): number[] {
  const id = Number(value)
  if (!Number.isSafeInteger(id) || id < 1) {
    throw new InvalidArgumentError('expected an id as jobs failed shows it')
  }
  return [...before, id]
}
