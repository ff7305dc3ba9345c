import { rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../platform/files/make-folder.ts'
import { generateReceived, type GenerateOptions } from './generate.ts'
import { listNames } from './submission.ts'

/** What was written. */
export type WrittenFiles = { files: number; rows: number; bytes: number }

/**
 * Writes example data as submission files into a directory, which is made if need be. A file appears
 * complete or not at all (written under another name, then renamed), so that the directory may be the
 * spool of a running ingester. Ingesters go by the time of the last change, which is that at which the
 * submission was received.
 *
 * @throws the file system's error; the reason of the signal when it fires
 */
export async function writeSubmissionFiles(
  options: GenerateOptions,
  directory: string,
  signal: AbortSignal,
): Promise<WrittenFiles> {
  makeFolder(directory)
  const written = { files: 0, rows: 0, bytes: 0 }
  for (const { submission, receivedAt } of generateReceived(options)) {
    signal.throwIfAborted()
    const number = String(++written.files).padStart(8, '0')
    const path = join(directory, `submission-${options.seed ?? 1}-${number}.json`)
    const content = Buffer.from(JSON.stringify(submission))
    await writeFile(`${path}.temp`, content)
    await utimes(`${path}.temp`, new Date(receivedAt), new Date(receivedAt))
    await rename(`${path}.temp`, path)
    written.bytes += content.length
    for (const name of listNames) written.rows += submission[name]?.length ?? 0
  }
  return written
}
