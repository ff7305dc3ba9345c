import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../../platform/make-folder.ts'

/** Nobody writes to a file any more that was not written to for so long, in milliseconds. */
const abandonedMs = 3_600_000

/**
 * The folder in which submissions are received: below the spool, hence on its file system, and where no
 * ingester looks.
 *
 * @throws the file system's error
 */
export function makeIncomingFolder(spoolRoot: string): string {
  const folder = join(spoolRoot, 'incoming')
  makeFolder(folder)
  return folder
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
