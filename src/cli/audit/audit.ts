import { Command } from 'commander'
import { listEvents } from '../../audit/audit-table.ts'
import { auditEventText } from './audit-text.ts'
import { intervalOption, wholeNumberOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'

type Flags = { since?: number; action?: string; limit: number; json?: boolean }

/** Events that are shown when nothing else is said: a screen or two. */
const defaultLimit = 50

/** `treeline audit [--since INTERVAL] [--action A] [--limit N] [--json]`: who did what, the newest first. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('show who did what by command: when, to how many rows, with what outcome')
    .option('--since <interval>', 'what began since then, such as "2 hours"', intervalOption)
    .option('--action <command>', 'one command, such as "token revoke", or all of "token"')
    .option('--limit <n>', 'events at most', wholeNumberOption(1, 100_000), defaultLimit)
    .option('--json', 'a line of JSON for each, with everything that is known')
    .action(async ({ since, action, limit, json = false }: Flags) => {
      await runCommand({ name: 'audit' }, async ({ database }) => {
        const from = since === undefined ? undefined : new Date(Date.now() - since)
        const events = await listEvents(database.db, { since: from, action, limit })
        // beside what is read by programs: what is misspelt looks like what was never done
        if (events.length === 0) process.stderr.write('treeline: there is no such event\n')
        for (const event of events) {
          process.stdout.write(json ? `${JSON.stringify(event)}\n` : auditEventText(event))
        }
      })
    })
}
