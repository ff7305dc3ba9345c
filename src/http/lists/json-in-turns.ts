import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { Context, TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'
import { bytesAnswer } from '../answer/json-answer.ts'

/** A thousand tests are half a megabyte and take 2 ms. */
const itemsPerTurn = 1000

/**
 * Answers 200 with a body that may hold lists of any length: the bytes of `c.json(body)`, but other
 * requests get their turn while they are written. In one go, 18,500 tests held everything else up for
 * 50 ms.
 */
export async function jsonInTurns<Body extends object>(
  c: Context,
  body: Body,
): Promise<Response & TypedResponse<JSONParsed<Body>, 200, 'json'>> {
  return bytesAnswer(c, await jsonBytes(body), 200)
}

/**
 * What `JSON.stringify` makes of an object or a list, as UTF-8; a list, and members that are lists, are
 * written in turns.
 */
export async function jsonBytes(body: object): Promise<Buffer<ArrayBuffer>> {
  const pieces: Buffer[] = []
  const written = Array.isArray(body) ? writeList(body) : writeObject(body)
  for await (const piece of written) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

async function* writeObject(body: object): AsyncGenerator<string> {
  let before = '{'
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue
    yield `${before}${JSON.stringify(name)}:`
    if (Array.isArray(value)) yield* writeList(value)
    else yield JSON.stringify(value)
    before = ','
  }
  yield before === '{' ? '{}' : '}'
}

async function* writeList(list: readonly unknown[]): AsyncGenerator<string> {
  let before = '['
  for (let start = 0; start < list.length; start += itemsPerTurn) {
    const items = JSON.stringify(list.slice(start, start + itemsPerTurn))
    yield before + items.slice(1, -1)
    before = ','
    await letOthersRun()
  }
  yield before === '[' ? '[]' : ']'
}
