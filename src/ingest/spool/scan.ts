import { lstat, stat, type Stats } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeName, printableName } from './entry-name.ts'
import type { Spool } from './spool.ts'
import { spoolFile, type SpoolFile } from './spool-file.ts'
import { UntakenEntries, type UntakenReason } from './untaken-entries.ts'

/** A file as a look at the spool found it. */
export type FoundFile = SpoolFile & {
  /** When anything of it changed last, its name too, in milliseconds since 1970. */
  changedMs: number
}

/** Entries that are read at a time. */
const bufferSize = 1_024

/** Entries that are looked at between two looks at the signal. */
const lookedAtOnce = 256

/**
 * Looks for submissions in the root of the spool: regular files whose name is UTF-8 and ends in
 * `.json`, symbolic links followed (ingestion.md 2.2). What vanishes meanwhile is somebody else's work
 * (ingestion.md O-8). A million files take 8 s.
 *
 * @param found told about each, in no order
 * @returns what is named like a submission and is none
 * @throws the file system's error when the root cannot be read; the signal's reason when it is aborted
 */
export async function scanSpool(
  spool: Spool,
  found: (file: FoundFile) => void,
  signal?: AbortSignal,
): Promise<UntakenEntries> {
  const untaken = new UntakenEntries()
  let names: string[] = []
  const look = async () => {
    signal?.throwIfAborted()
    for (const entry of await lookAtFiles(spool, names)) {
      if (entry === undefined) continue
      if ('reason' in entry) untaken.add(entry.name, entry.reason)
      else found(entry)
    }
    names = []
  }
  for await (const entry of await opendir(spool.root, { bufferSize, encoding: 'latin1' })) {
    if (!entry.name.endsWith('.json')) continue
    const name = decodeName(entry.name)
    if (name === undefined) untaken.add(printableName(entry.name), 'name_not_utf8')
    else if (entry.isDirectory()) untaken.add(name, 'folder')
    else names.push(name)
    if (names.length === lookedAtOnce) await look()
  }
  await look()
  return untaken
}

type Untaken = { name: string; reason: UntakenReason }

/** What is there under these names of the root; undefined under which there is nothing. */
export function lookAtFiles(
  spool: Spool,
  names: readonly string[],
): Promise<(FoundFile | Untaken | undefined)[]> {
  return Promise.all(names.map((name) => lookAt(join(spool.root, name), name)))
}

/** By callback: for a million files the functions that return promises took 11 s of processor time, not 6. */
function lookAt(path: string, name: string): Promise<FoundFile | Untaken | undefined> {
  return new Promise((resolve) => {
    stat(path, (error, stats) => {
      if (error === null) return resolve(foundFile(name, stats))
      lstat(path, (missing, link) => {
        const isBroken = missing === null && link.isSymbolicLink()
        resolve(isBroken ? { name, reason: 'broken_link' } : undefined)
      })
    })
  })
}

function foundFile(name: string, stats: Stats): FoundFile | Untaken {
  if (!stats.isFile()) return { name, reason: 'no_file' }
  return { ...spoolFile(name, stats), changedMs: stats.ctimeMs }
}
