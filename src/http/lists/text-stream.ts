import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * A body that is written while it is read. What makes it goes on in the context in which it began: that of the
 * request, which says whether anybody still wants it. Nothing is made before it is wanted.
 */
export function textStream(
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const inContext = AsyncLocalStorage.snapshot()
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await inContext(() => pieces.next())
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel: async () => {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
