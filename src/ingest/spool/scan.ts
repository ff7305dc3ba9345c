import { lstat, opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeName, printableName } from './entry-name.ts'
import type { Spool } from './spool.ts'
import { byArrival, spoolFile, type SpoolFile } from './spool-file.ts'
import { UntakenEntries, type UntakenReason } from './untaken-entries.ts'

export type Scan = {
  /** The oldest files, oldest first. */
  files: SpoolFile[]
  /** All files that wait and may be taken, also those beyond `files`. */
  waiting: number
  /** Bytes of all that wait. */
  waitingBytes: number
  /** What is named like a submission and is none. */
  untaken: UntakenEntries
}

export type ScanOptions = {
  /** Which files may be taken; asked once about each file. All by default. */
  isWanted?: (file: SpoolFile) => boolean
  /** Files to return at most. */
  limit?: number
  signal?: AbortSignal
}

/**
 * Files held in memory at most, 22 MB. A spool of a million files in one list were 139 MB; a look at it
 * takes 25 s on a busy machine, so there should be few of them.
 */
export const scanLimit = 200_000

/** File system requests in flight; one at a time took a third longer. */
const requestsAtOnce = 256

/**
 * Looks for submissions in the root of the spool: regular files whose name is UTF-8 and ends in
 * `.json`, symbolic links followed (ingestion.md 2.2). What vanishes meanwhile is somebody else's work
 * (ingestion.md O-8).
 *
 * @throws the file system's error when the root cannot be read
 */
export async function scanSpool(spool: Spool, options: ScanOptions = {}): Promise<Scan> {
  const { isWanted = () => true, limit = scanLimit, signal } = options
  const oldest = new OldestFiles(limit)
  const untaken = new UntakenEntries()
  let names: string[] = []
  const look = async () => {
    for (const found of await Promise.all(names.map((name) => lookAt(spool, name)))) {
      if (found === undefined) continue
      if ('reason' in found) untaken.add(found.name, found.reason)
      else if (isWanted(found)) oldest.add(found)
    }
    names = []
  }
  const entries = await opendir(spool.root, { bufferSize: requestsAtOnce, encoding: 'latin1' })
  for await (const entry of entries) {
    signal?.throwIfAborted()
    if (!entry.name.endsWith('.json')) continue
    const name = decodeName(entry.name)
    if (name === undefined) untaken.add(printableName(entry.name), 'name_not_utf8')
    else if (entry.isDirectory()) untaken.add(name, 'folder')
    else names.push(name)
    if (names.length === requestsAtOnce) await look()
  }
  await look()
  return { ...oldest.take(), untaken }
}

type Untaken = { name: string; reason: UntakenReason }

async function lookAt(spool: Spool, name: string): Promise<SpoolFile | Untaken | undefined> {
  const path = join(spool.root, name)
  try {
    const stats = await stat(path)
    return stats.isFile() ? spoolFile(name, stats) : { name, reason: 'no_file' }
  } catch {
    const stats = await lstat(path).catch(() => undefined)
    return stats?.isSymbolicLink() === true ? { name, reason: 'broken_link' } : undefined
  }
}

/** Keeps the oldest of all files it is shown; sorts once per `limit` files, not once per file. */
class OldestFiles {
  readonly #limit: number
  #files: SpoolFile[] = []
  #waiting = 0
  #waitingBytes = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  add(file: SpoolFile): void {
    this.#waiting += 1
    this.#waitingBytes += file.size
    this.#files.push(file)
    if (this.#files.length >= 2 * this.#limit) this.#trim()
  }

  take(): Omit<Scan, 'untaken'> {
    this.#trim()
    return { files: this.#files, waiting: this.#waiting, waitingBytes: this.#waitingBytes }
  }

  #trim(): void {
    this.#files.sort(byArrival)
    this.#files.length = Math.min(this.#files.length, this.#limit)
  }
}
