import { Duplex } from 'node:stream'
import { createGzip } from 'node:zlib'
import { acceptedNames } from '../accepted-names.ts'
import { acceptsGzip, leastPackedBytes, pack } from '../ready/coding.ts'
import { bodyHead } from './body-head.ts'
import type { Header } from './header.ts'

/** A body as it is sent, and what the head says of it. */
export type BodyWithHead = {
  body: Buffer | ReadableStream | null
  head: readonly Header[]
  variesByCoding: boolean
}

/**
 * A body in memory, compressed for those who take gzip if that makes it smaller. A thread of the pool does it, so that
 * a large body does not hold up other requests.
 */
export async function packedBody(
  body: Buffer,
  acceptEncoding: string | undefined,
): Promise<BodyWithHead> {
  const variesByCoding = body.length >= leastPackedBytes
  if (variesByCoding && takesGzip(acceptEncoding)) {
    const packed = await packedOnce(body)
    if (packed.length < body.length) {
      return { body: packed, head: bodyHead('gzip', packed), variesByCoding }
    }
  }
  return { body, head: bodyHead('identity', body), variesByCoding }
}

const packedBefore = new WeakMap<Buffer, Promise<Buffer>>()

/** Compresses a body that a handler gives again and again only once: for the OpenAPI document that takes 3.5 ms. */
function packedOnce(body: Buffer): Promise<Buffer> {
  const before = packedBefore.get(body)
  if (before !== undefined) return before
  const packing = pack(body, 'gzip')
  packedBefore.set(body, packing)
  return packing
}

/** Types of content that may be compressed already. */
const unknownBytes = /^application\/(?:gzip|octet-stream)/

/**
 * Level of gzip for a body that is compressed for one client alone, where time counts more than the last bytes. A
 * list of 18,500 tests (6.5 MB) takes 12 ms of processor time and becomes 606 KB; level 4 takes 20 ms for 590 KB, and
 * `CompressionStream`, which uses level 6, 29 ms for 539 KB.
 */
const gzipLevelOnTheWay = 2

/** Whether a body may be packed already, by its type. */
export function mayBePacked(contentType: string | null): boolean {
  return unknownBytes.test(contentType ?? '')
}

/** A body in memory that is sent to everybody as it is. */
export function asItIs(body: Buffer): BodyWithHead {
  return { body, head: bodyHead('identity', body), variesByCoding: false }
}

/**
 * A body that is still being written, compressed while it is sent for those who take gzip. It has no length.
 *
 * @param body null for an answer to HEAD
 */
export function packedOnTheWay(
  body: ReadableStream | null,
  contentType: string | null,
  acceptEncoding: string | undefined,
): BodyWithHead {
  if (mayBePacked(contentType)) return { body, head: [], variesByCoding: false }
  if (body === null || !takesGzip(acceptEncoding)) return { body, head: [], variesByCoding: true }
  return {
    body: body.pipeThrough(Duplex.toWeb(createGzip({ level: gzipLevelOnTheWay }))),
    head: [['content-encoding', 'gzip']],
    variesByCoding: true,
  }
}

function takesGzip(acceptEncoding: string | undefined): boolean {
  return acceptsGzip(acceptedNames(acceptEncoding))
}
