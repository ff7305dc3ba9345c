import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Spool } from './spool.ts'
import { byArrival, spoolFile, type SpoolFile } from './spool-file.ts'

export type Scan = {
  /** The oldest files, oldest first. */
  files: SpoolFile[]
  /** All files that wait and may be taken, also those beyond `files`. */
  waiting: number
  /** Bytes of all that wait. */
  waitingBytes: number
}

export type ScanOptions = {
  /** Only files last written to before this instant, in milliseconds since 1970, are complete. */
  before: number
  /** The same for files without content. */
  emptyBefore: number
  /** Files to pass over, as if they were not there. */
  passOver?: (file: SpoolFile) => boolean
  /** Files to return at most. */
  limit?: number
  signal?: AbortSignal
}

/**
 * Files held in memory at most, 22 MB. A spool of a million files in one list were 139 MB; a look at it
 * takes 25 s on a busy machine, so there should be few of them.
 */
const defaultLimit = 200_000

/** File system requests in flight; one at a time took a third longer. */
const requestsAtOnce = 256

/**
 * Looks for submissions in the root of the spool: regular files whose name ends in `.json`, symbolic
 * links followed (ingestion.md 2.2). What vanishes meanwhile is somebody else's work
 * (ingestion.md O-8).
 *
 * @throws the file system's error when the root cannot be read
 */
export async function scanSpool(spool: Spool, options: ScanOptions): Promise<Scan> {
  const oldest = new OldestFiles(options.limit ?? defaultLimit)
  let names: string[] = []
  const look = async () => {
    for (const file of await Promise.all(names.map((name) => fileOrNothing(spool, name)))) {
      if (file !== undefined && isWanted(file, options)) oldest.add(file)
    }
    names = []
  }
  for await (const entry of await opendir(spool.root, { bufferSize: requestsAtOnce })) {
    options.signal?.throwIfAborted()
    if (!entry.name.endsWith('.json') || entry.isDirectory()) continue
    names.push(entry.name)
    if (names.length === requestsAtOnce) await look()
  }
  await look()
  return oldest.take()
}

function isWanted(file: SpoolFile, { before, emptyBefore, passOver }: ScanOptions): boolean {
  const isComplete = file.modifiedMs < (file.size === 0 ? emptyBefore : before)
  return isComplete && passOver?.(file) !== true
}

async function fileOrNothing(spool: Spool, name: string): Promise<SpoolFile | undefined> {
  try {
    const stats = await stat(join(spool.root, name))
    return stats.isFile() ? spoolFile(name, stats) : undefined
  } catch {
    return undefined
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

  take(): Scan {
    this.#trim()
    return { files: this.#files, waiting: this.#waiting, waitingBytes: this.#waitingBytes }
  }

  #trim(): void {
    this.#files.sort(byArrival)
    this.#files.length = Math.min(this.#files.length, this.#limit)
  }
}
