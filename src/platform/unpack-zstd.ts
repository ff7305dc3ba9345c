import { constants, createZstdDecompress, type ZstdDecompress } from 'node:zlib'

/** As a power of two: 8 MiB, all that a coding of HTTP may ask for (RFC 9659 3). */
const windowLog = 23

/**
 * Unpacks what came over HTTP. How far back it may refer has a bound, since a decoder keeps as much in memory, and a body of
 * a few kB may ask for 128 MiB: fifteen of 4 kB took 1.1 GB. What asks for more is refused.
 */
export function unpackZstd(): ZstdDecompress {
  return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: windowLog } })
}
