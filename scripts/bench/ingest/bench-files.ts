import { copyFile, link, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeSubmissionFiles } from '../../../src/example-data/write-submission-files.ts'
import { scratchFolder } from '../../checks/scratch-folder.ts'

/** A folder that is removed when it is disposed of. */
export type TemporaryFolder = AsyncDisposable & { path: string }

/** Makes an empty one. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = scratchFolder('bench-files')
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Writes example data as submission files. */
export async function generateInto(folder: string, tests: number): Promise<void> {
  await writeSubmissionFiles({ tests, seed: 1 }, folder, new AbortController().signal)
}

/** The submission files of a folder, under the same names in a spool that may be emptied. */
export async function spoolOf(folder: string): Promise<TemporaryFolder> {
  const spool = await temporaryFolder()
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue
    const [from, to] = [resolve(folder, name), join(spool.path, name)]
    await link(from, to).catch(() => copyFile(from, to))
  }
  return spool
}
