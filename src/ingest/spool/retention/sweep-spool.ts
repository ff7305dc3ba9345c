import { lstat, opendir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissingFile } from '../../../platform/errors/error-code.ts'
import { isReasonName, reasonName, submissionOfReason } from '../reason.ts'
import { retriedFolder } from '../retry/retried-folder.ts'
import type { Spool } from '../spool.ts'

/** For how long files are kept that are dealt with, in milliseconds; `Infinity` for ever. */
export type Retention = {
  archiveMs: number
  failedMs: number
}

/** Files that were removed from a folder, those beside them not counted. */
export type Swept = { files: number; bytes: number }

const dayMs = 86_400_000

/** Copies that a crash left incomplete (docs/operations/spool.md). */
const unfinished = /^\..*\.tmp$/

/**
 * Removes what has been in `archive/` and `failed/` for longer than it is to be kept (ingestion.md O-28), each
 * refused file with its reason. Age counts from when a file was put there. Other files that somebody keeps there
 * stay. Several may sweep one spool.
 *
 * @param now milliseconds since 1970
 * @throws the file system's error; the signal's reason when it is aborted
 */
export async function sweepSpool(
  spool: Spool,
  { archiveMs, failedMs }: Retention,
  signal: AbortSignal,
  now = Date.now(),
): Promise<{ archive: Swept; failed: Swept }> {
  const sweep = (folder: string, keptMs: number) =>
    keptMs === Infinity ? noneSwept() : sweepFolder(folder, now, keptMs, signal)
  const archive = await sweep(spool.archive, archiveMs)
  const failed = await sweep(spool.failed, failedMs)
  await sweep(retriedFolder(spool), failedMs)
  return { archive, failed }
}

function noneSwept(): Swept {
  return { files: 0, bytes: 0 }
}

/** A folder of millions of files is read as a stream, and one file after the other: nobody waits for it. */
async function sweepFolder(
  folder: string,
  now: number,
  keptMs: number,
  signal: AbortSignal,
): Promise<Swept> {
  const swept = noneSwept()
  for await (const { name } of await opendirIfThere(folder)) {
    signal.throwIfAborted()
    const isUnfinished = unfinished.test(name)
    if (!isUnfinished && !name.endsWith('.json')) continue
    if (await isReasonOfSomething(folder, name)) continue
    const found = await lstat(join(folder, name)).catch(unlessMissing)
    // what is incomplete is of no use after a day
    const before = now - (isUnfinished ? dayMs : keptMs)
    if (found === undefined || found.isDirectory() || found.ctimeMs >= before) continue
    // as long as the file is there nobody else puts a reason under that name
    await rm(join(folder, reasonName(name)), { force: true })
    await rm(join(folder, name), { force: true })
    swept.files += 1
    swept.bytes += found.size
  }
  return swept
}

/** The reason of a file that is there goes with it. */
async function isReasonOfSomething(folder: string, name: string): Promise<boolean> {
  if (!isReasonName(name)) return false
  return (await lstat(join(folder, submissionOfReason(name))).catch(unlessMissing)) !== undefined
}

async function opendirIfThere(folder: string): Promise<AsyncIterable<{ name: string }>> {
  const opened = await opendir(folder, { bufferSize: 1_024 }).catch(unlessMissing)
  return opened ?? (async function* () {})()
}

function unlessMissing(error: unknown): undefined {
  if (!isMissingFile(error)) throw error
}
