/** What a client must send within a time; only waiting for the client counts. */
export type MinimalRate = { bytes: number; withinMs: number }

/** 8.7 kB/s: slower than any line in use, and a document of 512 MiB takes less than a day. */
export const minimalRate: MinimalRate = { bytes: 262_144, withinMs: 30_000 }

/** A client sends too slowly. */
export class BodyTooSlow extends Error {
  readonly code = 'body_too_slow'
}

/**
 * The same bytes, as long as enough of them come: whoever holds a connection, a file and a place among
 * those that are received has to make use of them.
 *
 * @throws BodyTooSlow; whatever `chunks` throw
 */
export async function* atMinimalRate(
  chunks: AsyncIterable<Uint8Array>,
  { bytes, withinMs }: MinimalRate,
): AsyncGenerator<Uint8Array, void> {
  const iterator = chunks[Symbol.asyncIterator]()
  let leftMs = withinMs
  let missing = bytes
  try {
    for (;;) {
      const asked = performance.now()
      const next = await within(iterator.next(), leftMs)
      if (next.done === true) return
      leftMs -= performance.now() - asked
      missing -= next.value.length
      if (missing <= 0) {
        missing = bytes
        leftMs = withinMs
      }
      yield next.value
    }
  } finally {
    letGo(iterator)
  }
}

/** So that what is left can be dropped. Not waiting for it: a stream does not even end while it is read. */
function letGo(iterator: AsyncIterator<unknown>): void {
  iterator.return?.().catch(() => {})
}

async function within<Result>(result: Promise<Result>, ms: number): Promise<Result> {
  const slow = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => slow.reject(new BodyTooSlow('the body came too slowly')),
    Math.max(ms, 0),
  )
  try {
    return await Promise.race([result, slow.promise])
  } finally {
    clearTimeout(timer)
  }
}
