/** What writing says when the reader has gone: the other end of a pipe, a terminal that was closed. */
const gone = new Set(['EPIPE', 'EIO', 'ENXIO', 'ECONNRESET'])

/**
 * Goes on when nobody reads an output any more (`npm start | head -1`, a closed window). Without a
 * listener node would end the process on the spot and leave the embedded PostgreSQL running alone.
 */
export function outliveReader(output: NodeJS.EventEmitter): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (!gone.has(error.code ?? '')) throw error
  })
}
