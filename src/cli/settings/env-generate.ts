import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { envFileText } from '../../config/known/env-file-text.ts'
import { errorCode } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'

const file = '.env'

/** `treeline env generate`: a `.env` for this folder, unless there is one; exit status 2 then. */
export function envGenerateCommand(): Command {
  return new Command('generate')
    .description(
      'write a .env with fresh secrets and every setting as a comment; never over another',
    )
    .action(() => {
      writeNewFile(resolve(file))
      process.stdout.write(
        `wrote ${resolve(file)}, readable by you alone: a fresh JWT_SECRET is set; ` +
          'a fresh DB_PASSWORD and a fresh WEBHOOK_SECRET stand in comments\n',
      )
    })
}

/** A DB_PASSWORD that is set would select an external server, so it is only proposed. */
function writeNewFile(path: string): void {
  const text = envFileText({
    set: new Map([['JWT_SECRET', freshSecret()]]),
    proposed: new Map([
      ['DB_PASSWORD', freshSecret()],
      ['WEBHOOK_SECRET', `whsec_${randomBytes(32).toString('base64')}`],
    ]),
  })
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    const isThere = errorCode(error) === 'EEXIST'
    throw new CommandFailure(
      isThere ? `${path} is there already; nothing was written` : errorMessage(error),
      isThere ? exitStatuses.usage : exitStatuses.unable,
    )
  }
}

/** 256 bits, as letters, digits, - and _. */
function freshSecret(): string {
  return randomBytes(32).toString('base64url')
}
