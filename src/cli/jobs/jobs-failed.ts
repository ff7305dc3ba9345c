import { Command } from 'commander'
import { type FailedRun, failedRuns } from '../../jobs/failed/failed-runs.ts'
import { harmlessText } from '../../platform/text/harmless-text.ts'
import { wholeNumberOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'
import { type UndoneMail, undoneMails } from '../../notify/delivery/ledger/undone-mails.ts'
import {
  type UndoneNotice,
  undoneNotices,
} from '../../notify/delivery/notices/ledger/undone-notices.ts'
import { failedFilters, type FailedFlags, withFailedOptions } from './failed-options.ts'

type Flags = FailedFlags & { limit: number; json?: boolean }

/** `treeline jobs failed [--queue Q] [--older-than H]`: what failed, and why; those that failed last first. */
export function jobsFailedCommand(): Command {
  const command = new Command('failed').description('show failed work that waits for a decision')
  return withFailedOptions(command)
    .option('--limit <n>', 'of them at most', wholeNumberOption(1, 100_000), 50)
    .option('--json', 'a line of JSON for each, with everything that is known')
    .action(async ({ limit, json = false, ...flags }: Flags) => {
      await runCommand({ name: 'jobs failed' }, async ({ database }) => {
        const { runs, mails, notices } = failedFilters(flags)
        for (const run of runs === null ? [] : await failedRuns(database.db, runs, limit)) {
          process.stdout.write(json ? `${JSON.stringify(run)}\n` : failedText(run))
        }
        for (const mail of mails === null ? [] : await undoneMails(database.db, mails, limit)) {
          const shown = { ...mail, id: `mail:${mail.id}`, queue: 'mail' }
          process.stdout.write(json ? `${JSON.stringify(shown)}\n` : mailText(mail))
        }
        const undone = notices === null ? [] : await undoneNotices(database.db, notices, limit)
        for (const { channel, ...notice } of undone) {
          const shown = { ...notice, id: `notice:${notice.id}`, queue: channel }
          process.stdout.write(json ? `${JSON.stringify(shown)}\n` : noticeText(shown))
        }
      })
    })
}

function failedText({ id, queue, slot, host, failed_at: at, problem }: FailedRun): string {
  const columns = [
    String(id).padStart(6),
    at?.slice(0, 19).concat('Z') ?? '',
    queue.padEnd(16),
    slot === null ? 'by command' : `slot ${slot.slice(0, 19)}Z`,
    `on ${host}`,
  ]
  return `${columns.join('  ')}\n        ${harmlessText(problem ?? '')}\n`
}

function noticeText(notice: Omit<UndoneNotice, 'id' | 'channel'> & { id: string; queue: string }) {
  const { id, queue, settled_at: at, type, happened_at: happened, problem } = notice
  const columns = [
    id.padStart(6),
    at?.slice(0, 19).concat('Z') ?? '',
    queue.padEnd(16),
    type,
    `of ${happened.slice(0, 19)}Z`,
  ]
  return `${columns.join('  ')}\n        ${harmlessText(problem ?? '')}\n`
}

function mailText({ id, settled_at: at, state, subject, problem, recipients }: UndoneMail): string {
  const columns = [
    `mail:${id}`.padStart(6),
    at?.slice(0, 19).concat('Z') ?? '',
    'mail'.padEnd(16),
    state,
    subject,
  ]
  const missing = recipients.length === 0 ? '' : `        not at ${recipients.join(', ')}`
  const lines = [columns.join('  '), `        ${problem ?? ''}`, missing]
  return `${lines
    .filter((line) => line.trim() !== '')
    .map(harmlessText)
    .join('\n')}\n`
}
