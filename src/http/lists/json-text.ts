import { letOthersRun } from '../../platform/turns/let-others-run.ts'

/** Items that are written before others run: a thousand tests are half a megabyte and take 2 ms. */
const itemsPerTurn = 1000

/**
 * Items that become one text, which has 50 KB for tests. A text of more than 128 KB is a large object of the heap: one
 * that lives through a minor collection is freed only by a major one, and those then come as often.
 */
const itemsPerText = 100

/** A list whose items come bit by bit; what was written of it is taken off. */
export type Chunks = Iterable<unknown[]> | AsyncIterable<unknown[]>

/** A text as it is sent. */
type Bytes = Buffer<ArrayBuffer>

/**
 * The text of an object as `JSON.stringify` writes it, piece by piece: members that are lists, or come
 * bit by bit, are written in turns, so that other requests get theirs. In one go, 18,500 tests held everything
 * else up for 50 ms.
 */
export async function* objectText(body: object): AsyncGenerator<Bytes> {
  let before = '{'
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue
    yield Buffer.from(`${before}${JSON.stringify(name)}:`)
    if (Array.isArray(value)) yield* listText([[...value]])
    else if (comesBitByBit(value)) yield* listText(value)
    else yield Buffer.from(JSON.stringify(value))
    before = ','
  }
  yield Buffer.from(before === '{' ? '{}' : '}')
}

/** The same of a list. */
export async function* listText(chunks: Chunks): AsyncGenerator<Bytes> {
  let before: '[' | ',' = '['
  for await (const chunk of chunks) {
    // a chunk that is read bit by bit has had its turn
    for (let isFirst = true; chunk.length > 0; isFirst = false) {
      if (!isFirst) await letOthersRun()
      yield itemsText(chunk, before)
      before = ','
    }
  }
  yield Buffer.from(before === '[' ? '[]' : ']')
}

/**
 * What may be written in a turn, taken off a chunk: nobody holds it while its text waits for the client. With commas between the items
 * and `before` in front: of each text the first byte is replaced, and the last one left out.
 */
function itemsText(chunk: unknown[], before: '[' | ','): Bytes {
  const items = chunk.splice(0, itemsPerTurn)
  const texts: Bytes[] = []
  for (let start = 0; start < items.length; start += itemsPerText) {
    const text = Buffer.from(JSON.stringify(items.slice(start, start + itemsPerText)))
    text.write(start === 0 ? before : ',', 'latin1')
    texts.push(text.subarray(0, -1))
  }
  return Buffer.concat(texts)
}

function comesBitByBit(value: unknown): value is AsyncIterable<unknown[]> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
