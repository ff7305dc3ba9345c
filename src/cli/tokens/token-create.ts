import { Command, InvalidArgumentError } from 'commander'
import { tokenSecrets } from '../../receiver/authentication/secrets.ts'
import { createToken } from '../../receiver/tokens/create-token.ts'
import { prepareDataDir } from '../../store/data-dir.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { wholeNumberOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'

type Flags = { origin: string; days: number; bound?: boolean }

const dayMs = 86_400_000

/** `treeline token create --origin NAME [--days N] [--bound]`: the token alone on standard output. */
export function tokenCreateCommand(): Command {
  return new Command('create')
    .description('make a token for a submitter and print it; it is kept nowhere')
    .requiredOption('--origin <name>', 'whose token it is: a-z, 0-9 and _', originOption)
    .option('--days <n>', 'how long it is good', wholeNumberOption(1, 36_500), 365)
    .option('--bound', 'documents may name this origin alone')
    .action(async ({ origin, days, bound = false }: Flags) => {
      const needs = { name: 'token create', audit: { origin, days, bound } }
      await runCommand(needs, async ({ config, database }, record) => {
        if (config.receiver.secret.kind === 'own') prepareDataDir(config.dataDir)
        const secrets = await tokenSecrets(config)
        if (secrets === null) {
          throw new CommandFailure(
            'JWT_SECRET is empty: everybody may submit without a token',
            exitStatuses.usage,
          )
        }
        const expiresAt = new Date(Date.now() + days * dayMs)
        const { id, token } = await createToken(database.db, secrets, { origin, bound, expiresAt })
        record.countRows('submitter_token', 1)
        process.stderr.write(`${id} of ${origin}, good until ${expiresAt.toISOString()}\n`)
        process.stdout.write(`${token}\n`)
      })
    })
}

function originOption(value: string): string {
  if (/^[a-z\d_]{1,100}$/.test(value)) return value
  throw new InvalidArgumentError('expected an origin: up to 100 of a-z, 0-9 and _')
}
