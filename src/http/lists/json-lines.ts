import { forget } from '../../read/long-list/forget.ts'
import type { Item } from './list.ts'
import type { ListPart } from './list-part.ts'

/** A list with an item of JSON on each line. */
export async function* jsonLines<One extends Item>(
  chunks: ListPart<One>['chunks'],
): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    const text = chunk.map((item) => `${JSON.stringify(item)}\n`).join('')
    forget(chunk)
    yield text
  }
}
