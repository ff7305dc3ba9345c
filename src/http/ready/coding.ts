import { promisify } from 'node:util'
import {
  brotliCompress,
  brotliDecompress,
  constants,
  gunzip,
  gzip,
  zstdCompress,
  zstdDecompress,
} from 'node:zlib'
import { remembering } from '../../platform/remembering.ts'
import { acceptedNames } from '../accepted-names.ts'

/** Below this size, in bytes, packing does not pay (api-misc.md 1.11). */
export const leastPackedBytes = 200

/** How a body is packed; `identity` is not at all. */
export const codings = ['identity', 'zstd', 'gzip', 'br'] as const
export type Coding = (typeof codings)[number]

/**
 * Of zstd. Of 8.9 MB of a list level 1 makes 241 KB in 4.6 ms with half a megabyte of memory for each body, and level 3, which is
 * usual, 240 KB in 14.2 ms with four: taken and given back for each answer, they leave holes.
 */
export const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

const identity = (body: Buffer): Promise<Buffer> => Promise.resolve(body)

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)
const toZstd = promisify(zstdCompress)

/**
 * In threads of the pool, so that a large body does not stop other requests. A list of 18,500 tests
 * (3.1 MB): zstd 5 ms for 253 KB, gzip level 6 18 ms for 281, level 4 of all recorded answers 9.7 % in 72 ms
 * against 9.2 % in 99; brotli level 4 16 ms for 218.
 */
const packers: Record<Coding, (body: Buffer) => Promise<Buffer>> = {
  identity,
  zstd: (body) => toZstd(body, zstdOptions),
  gzip: (body) => toGzip(body, { level: 4 }),
  br: (body) => toBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
}

const unpackers: Record<Coding, (body: Buffer) => Promise<Buffer>> = {
  identity,
  zstd: promisify(zstdDecompress),
  gzip: promisify(gunzip),
  br: promisify(brotliDecompress),
}

/** Packs a body. */
export function pack(body: Buffer, coding: Coding): Promise<Buffer> {
  return packers[coding](body)
}

/** Undoes {@link pack}. */
export function unpack(packed: Buffer, coding: Coding): Promise<Buffer> {
  return unpackers[coding](packed)
}

/**
 * How a client gets its body: the name decides, as in the reference (api-misc.md 1.11), or gzip's old one;
 * `*` alone does not. Of several the one that costs least.
 */
export function codingFor(acceptEncoding: string | undefined): Coding {
  return acceptEncoding === undefined ? 'identity' : codingForHeader(acceptEncoding)
}

const codingForHeader = remembering((acceptEncoding): Coding => {
  const accepted = acceptedNames(acceptEncoding)
  if (accepted.has('zstd')) return 'zstd'
  if (acceptsGzip(accepted)) return 'gzip'
  return accepted.has('br') ? 'br' : 'identity'
})

/** By its name, or by its old one. */
export function acceptsGzip(accepted: ReadonlySet<string>): boolean {
  return accepted.has('gzip') || accepted.has('x-gzip')
}
