import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * A body that is written while it is read. What makes the text goes on in the context in which it began:
 * that of the request, which says whether anybody still wants it.
 */
export function textStream(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const inContext = AsyncLocalStorage.snapshot()
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await inContext(() => text.next())
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => {
      await text.return(undefined)
    },
  })
}
