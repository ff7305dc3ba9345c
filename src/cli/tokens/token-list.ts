import { Command } from 'commander'
import { harmlessText } from '../../platform/text/harmless-text.ts'
import { type KnownToken, listTokens } from '../../receiver/tokens/token-table.ts'
import { runCommand } from '../command/run-command.ts'

/** `treeline token list [--origin NAME]`: a line per token that was made here, the newest first. */
export function tokenListCommand(): Command {
  return new Command('list')
    .description('show the tokens that were made here: id, origin, end, state')
    .option('--origin <name>', 'those of one origin')
    .action(async ({ origin }: { origin?: string }) => {
      await runCommand({ name: 'token list' }, async ({ database }) => {
        const now = new Date()
        for (const token of await listTokens(database.db, origin)) {
          process.stdout.write(`${tokenLine(token, now)}\n`)
        }
      })
    })
}

function tokenLine(token: KnownToken, now: Date): string {
  const { id, origin, bound, expires_at: end, revoked_at: revoked } = token
  const state = revoked !== null ? `revoked ${revoked}` : new Date(end) < now ? 'ended' : 'good'
  return [id, harmlessText(origin), bound ? 'bound' : 'not bound', `until ${end}`, state].join('\t')
}
