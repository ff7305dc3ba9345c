import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { folderBelow } from '../../ingest/spool/spool.ts'

/** Nobody writes to a file any more that was not written to for so long, in milliseconds. */
const abandonedMs = 3_600_000

const folderName = 'incoming'

/**
 * The folder in which submissions are received: below the spool, hence on its file system, and where no
 * ingester looks.
 *
 * @throws SpoolError when it cannot be made or written to
 */
export function makeIncomingFolder(spoolRoot: string): Promise<string> {
  return folderBelow(spoolRoot, folderName)
}

/**
 * Makes it again where somebody removed it, alone or with a spool that was made anew since. Not on another file system than at the start:
 * where a disk is not mounted there may be an empty folder, and nobody would find what it takes in.
 *
 * @param device on which the spool lay at the start
 */
export async function remakeIncomingFolder(spoolRoot: string, device: number): Promise<void> {
  const found = await stat(spoolRoot).catch(() => undefined)
  // where it is there, or cannot be made, the next submission tells
  if (found?.dev === device) await mkdir(join(spoolRoot, folderName)).catch(() => {})
}

/**
 * Removes what receivers left that were killed. Others may be receiving into the same folder, so what was
 * written to lately stays.
 *
 * @param now milliseconds since 1970
 * @returns how many files were removed
 */
export async function removeAbandoned(folder: string, now = Date.now()): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile() !== true || found.mtimeMs > now - abandonedMs) continue
    await rm(path, { force: true })
    removed += 1
  }
  return removed
}
