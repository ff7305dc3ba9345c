import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { isFullOutput, OutputFull } from '../../platform/process/closed-output.ts'
import { OutputClosed } from './output-error.ts'
import { writeWhole } from './write-whole.ts'

/** Where bytes go: a file, packed when its name ends in `.gz`, or standard output. */
export type Target = { file: string } | { output: NodeJS.WritableStream }

/**
 * Writes pieces to a file that is there whole or not at all, or to an output that stays open. Takes
 * the next piece when there is room for it.
 *
 * @throws OutputError `output_exists`; OutputClosed, OutputFull; what the pieces throw
 */
export async function writeStream(
  pieces: AsyncIterable<Buffer>,
  target: Target,
  signal?: AbortSignal,
): Promise<void> {
  if ('output' in target) {
    await writeTo(target.output, pieces, signal)
    return
  }
  await writeWhole(target.file, (partial) =>
    writeFile(pieces, partial, target.file.endsWith('.gz')),
  )
}

/**
 * Not by `pipeline`, which waits for ever when the reader of standard output has gone.
 *
 * @throws OutputClosed, OutputFull
 */
async function writeTo(
  output: NodeJS.WritableStream,
  pieces: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const failing = new AbortController()
  const fail = (error: Error) =>
    failing.abort(isFullOutput(error) ? new OutputFull() : new OutputClosed(error))
  const giveUp = AbortSignal.any([failing.signal, ...(signal === undefined ? [] : [signal])])
  output.once('error', fail)
  try {
    for await (const piece of pieces) {
      const hasRoom = output.write(piece)
      giveUp.throwIfAborted()
      if (!hasRoom) await once(output, 'drain', { signal: giveUp })
    }
  } catch (error) {
    giveUp.throwIfAborted()
    throw error
  } finally {
    output.off('error', fail)
  }
}

/** Writes a file that must not be there. */
export async function writeFile(
  pieces: AsyncIterable<Buffer>,
  path: string,
  packed: boolean,
): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx' })
  if (packed) await pipeline(Readable.from(pieces), createGzip(), file)
  else await pipeline(Readable.from(pieces), file)
}
