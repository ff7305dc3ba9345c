import { scanSpool } from '../spool/scan.ts'
import type { Spool } from '../spool/spool.ts'
import { byArrival, type SpoolFile } from '../spool/spool-file.ts'
import type { UntakenEntries } from '../spool/untaken-entries.ts'

/** For tests: what a look at a spool finds, oldest first. */
export async function scanned(
  spool: Spool,
): Promise<{ files: SpoolFile[]; untaken: UntakenEntries }> {
  const files: SpoolFile[] = []
  const untaken = await scanSpool(spool, (file) => void files.push(file))
  return { files: files.sort(byArrival), untaken }
}
