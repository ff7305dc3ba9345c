import { errorCode } from '../errors/error-code.ts'

/** Error codes of writing when the reader has gone: the other end of a pipe, a terminal that was closed. */
const gone = new Set<string | undefined>(['EPIPE', 'EIO', 'ENXIO', 'ECONNRESET'])

/** Error codes of writing when the disk or the quota is full, or the file may not grow. */
const full = new Set<string | undefined>(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Whether writing failed because there is no room for more. */
export function isFullOutput(error: unknown): boolean {
  return full.has(errorCode(error))
}

/** Standard output goes to a file, and there is no room for more. */
export class OutputFull extends Error {
  readonly code = 'output_full'

  constructor() {
    super('the disk is full on which standard output is kept: not all of it was written')
  }
}

/**
 * Goes on when nobody reads an output any more (`npm start | head -1`, a closed window), or when it is kept in a file
 * of a disk that is full. Without a listener node would end the process on the spot and leave the embedded PostgreSQL
 * running alone.
 *
 * @param onFull told that the file is a part of what it should be
 */
export function outliveReader(output: NodeJS.EventEmitter, onFull: () => void = () => {}): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (isFullOutput(error)) onFull()
    else if (!gone.has(error.code)) throw error
  })
}
