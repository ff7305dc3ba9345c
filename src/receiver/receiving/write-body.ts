import { open, type FileHandle } from 'node:fs/promises'
import {
  documentBytesMax,
  refusedAsTooLarge,
} from '../../ingest/documents/parsing/decode-document.ts'
import { refusedDocument } from '../submission-refused.ts'
import type { ReceivingPlace } from './receiving-places.ts'

/**
 * Writes a body to a new file and has it on the disk, before anybody is told that it is there.
 *
 * @returns its size in bytes
 * @throws SubmissionRefused `document_too_large`, `too_many_submissions`; the error of the file system, of
 * which a full disk is the usual one; whatever `chunks` throw
 */
export async function writeBody(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  place: ReceivingPlace,
): Promise<number> {
  await using file = await open(path, 'wx')
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > documentBytesMax) throw refusedDocument(refusedAsTooLarge(size))
    place.grow(chunk.length)
    await writeAll(file, chunk)
  }
  await file.sync()
  return size
}

/** The system may take less than it is given, for instance of the last bytes that a disk has room for. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    written += (await file.write(bytes, written)).bytesWritten
  }
}
