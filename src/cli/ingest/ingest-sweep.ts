import { Command } from 'commander'
import { openSpool } from '../../ingest/spool/spool.ts'
import { sweepSpool, type Swept } from '../../ingest/spool/retention/sweep-spool.ts'
import { wholeNumberOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'

type Flags = { spoolDir: string; archiveDays?: number; failedDays?: number }

const days = wholeNumberOption(0, 36_500)
const dayMs = 86_400_000

/** `treeline ingest sweep`: what ingesters do every six hours, at once. */
export function ingestSweepCommand(): Command {
  return new Command('sweep')
    .description('remove what was kept long enough in archive/ and failed/ of a spool folder')
    .usage('--spool-dir <dir> [options]')
    .option('--archive-days <n>', 'instead of SPOOL_ARCHIVE_DAYS; 0 removes nothing', days)
    .option('--failed-days <n>', 'instead of SPOOL_FAILED_DAYS; 0 removes nothing', days)
    .action(async (_flags: Flags, command: Command) => {
      const { spoolDir, archiveDays, failedDays } = command.optsWithGlobals<Flags>()
      const audit = { spoolDir, archiveDays, failedDays }
      await runCommand({ name: 'ingest sweep', audit }, async ({ config, signal }, record) => {
        const { archiveMs, failedMs } = config.retention
        const retention = {
          archiveMs: archiveDays === undefined ? archiveMs : keptMs(archiveDays),
          failedMs: failedDays === undefined ? failedMs : keptMs(failedDays),
        }
        const { archive, failed } = await sweepSpool(await openSpool(spoolDir), retention, signal)
        record.countRows('archive', archive.files)
        record.countRows('failed', failed.files)
        process.stdout.write(
          `removed ${sweptText('archive', archive)}, ${sweptText('failed', failed)}\n`,
        )
      })
    })
}

function keptMs(count: number): number {
  return count === 0 ? Infinity : count * dayMs
}

function sweptText(folder: string, { files, bytes }: Swept): string {
  return `${files} file(s) of ${folder}/ (${(bytes / 1e6).toFixed(1)} MB)`
}
