import { Command } from 'commander'
import { revokeToken } from '../../receiver/tokens/token-table.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'

/** `treeline token revoke ID`: within seconds every receiver refuses the token; again changes nothing. */
export function tokenRevokeCommand(): Command {
  return new Command('revoke')
    .description('refuse a token from now on, on every receiver')
    .argument('<id>', 'as token list shows it')
    .action(async (id: string) => {
      await runCommand({ name: 'token revoke', audit: { id } }, async ({ database }, record) => {
        const token = await revokeToken(database.db, id)
        if (token === undefined) {
          throw new CommandFailure(`no token ${id} was made here`, exitStatuses.usage)
        }
        record.countRows('submitter_token', 1)
        process.stdout.write(`revoked ${id} of ${token.origin}, since ${token.revoked_at}\n`)
      })
    })
}
