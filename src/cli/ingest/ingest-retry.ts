import { basename } from 'node:path'
import { Command } from 'commander'
import { refusalCodes } from '../../ingest/documents/refusal.ts'
import { spoolRefusalCodes } from '../../ingest/spool/reason.ts'
import { openSpool, type Spool } from '../../ingest/spool/spool.ts'
import { findFailedFiles, type FailedSelection } from '../../ingest/spool/retry/failed-files.ts'
import { retryFailed } from '../../ingest/spool/retry/retry-failed.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'

type Flags = { spoolDir: string; code?: string[]; all?: true }

const knownCodes = Object.keys({ ...refusalCodes, ...spoolRefusalCodes })

/** `treeline ingest retry`: refused files go back into the spool. */
export function ingestRetryCommand(): Command {
  return new Command('retry')
    .description(
      'put files of failed/ back into a spool folder; their reasons are kept in failed/retried/',
    )
    .usage('--spool-dir <dir> (--all | --code <codes...> | names...)')
    .argument('[names...]', 'files in failed/')
    .option('--code <codes...>', 'those that were refused for this reason')
    .option('--all', 'all that are there')
    .action(async (names: string[], _flags: Flags, command: Command) => {
      const { spoolDir, code: codes = [], all } = command.optsWithGlobals<Flags>()
      requireSelection(names, codes, all)
      const audit = { spoolDir, names, codes, all }
      await runCommand({ name: 'ingest retry', audit }, async ({ signal }, record) => {
        const spool = await openSpool(spoolDir)
        const selection = { names: names.map((name) => basename(name)), codes }
        const { moved, problems, missing } = await retryAll(spool, selection, signal, () =>
          record.countRows('failed', 1),
        )
        process.stdout.write(`put ${moved} file(s) back into the spool\n`)
        for (const problem of [...problems, ...missing.map((name) => `${name}: not in failed/`)]) {
          process.stderr.write(`treeline: ${problem}\n`)
        }
        if (problems.length + missing.length === 0) return
        record.foundWrong()
        process.exitCode = problems.length > 0 ? exitStatuses.unable : exitStatuses.incomplete
      })
    })
}

/** @throws CommandFailure */
function requireSelection(names: readonly string[], codes: readonly string[], all?: true): void {
  const unknown = codes.filter((code) => !knownCodes.includes(code))
  if (unknown.length > 0) {
    const known = `known are ${knownCodes.join(', ')}`
    throw new CommandFailure(
      `no file is refused for ${unknown.join(', ')}; ${known}`,
      exitStatuses.usage,
    )
  }
  const ways = [names.length > 0, codes.length > 0, all === true].filter(Boolean).length
  if (ways === 1) return
  throw new CommandFailure('say which files: their names, --code or --all', exitStatuses.usage)
}

type Retried = { moved: number; problems: string[]; missing: string[] }

async function retryAll(
  spool: Spool,
  selection: FailedSelection,
  signal: AbortSignal,
  onMoved: () => void,
): Promise<Retried> {
  using progress = stepProgress(process.stderr)
  const missing = new Set(selection.names)
  const problems: string[] = []
  let moved = 0
  for await (const failed of findFailedFiles(spool, selection)) {
    signal.throwIfAborted()
    missing.delete(failed.file.name)
    try {
      if ((await retryFailed(spool, failed)) !== 'moved') continue
      moved += 1
      onMoved()
    } catch (error) {
      problems.push(`${failed.file.name}: ${errorMessage(error)}`)
    }
    if (moved % 100 === 0) progress.show(`${moved} files are back in the spool`)
  }
  progress.clear()
  return { moved, problems, missing: [...missing] }
}
