import { Command } from 'commander'
import { tokenCreateCommand } from './token-create.ts'
import { tokenListCommand } from './token-list.ts'
import { tokenRevokeCommand } from './token-revoke.ts'

/** `treeline token create|list|revoke`: who may submit (docs/submitting.md). */
export function tokenCommand(): Command {
  return new Command('token')
    .description('the tokens with which results are submitted')
    .addCommand(tokenCreateCommand())
    .addCommand(tokenListCommand())
    .addCommand(tokenRevokeCommand())
}
