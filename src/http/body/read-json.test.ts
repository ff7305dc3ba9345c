import { describe, expect, it } from 'vitest'
import { mostBodyBytes, readJson } from './read-json.ts'

const post = (body: RequestInit['body'], headers: Record<string, string> = {}) =>
  new Request('http://host/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

/** A body that does not say how long it is. */
function inPieces(text: string): ReadableStream<Uint8Array> {
  const pieces = text.match(/.{1,65536}/gs) ?? []
  return ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)))
}

/** One with so many members. */
function objectOf(members: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: members }, (_, n) => [n, {}])))
}

describe('readJson', () => {
  it('reads JSON whatever the content type says', async () => {
    const headers = { 'content-type': 'text/plain' }
    expect(await readJson(post('{"a":["é",1]}', headers))).toEqual({ a: ['é', 1] })
    expect(await readJson(post(inPieces('null')))).toBeNull()
  })

  it.each([
    ['nothing', null],
    ['an empty text', ''],
    ['a form', 'a=b'],
    ['half an object', '{"a":'],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['NUL in a text', String.raw`{"a":["\u0000"]}`],
    ['NUL in a name', String.raw`{"\u0000":1}`],
    ['nesting without end', '['.repeat(1_000_000)],
    ['lists in lists, too deep', `${'['.repeat(501)}${']'.repeat(501)}`],
    ['objects in objects, too deep', `${'{"a":'.repeat(501)}1${'}'.repeat(501)}`],
  ])('refuses %s', async (_, body) => {
    await expect(readJson(post(body))).rejects.toMatchObject({ code: 'invalid_body' })
  })

  it.each([
    ['lists in lists', `${'['.repeat(500)}${']'.repeat(500)}`],
    [
      'brackets, colons and quotes in texts',
      JSON.stringify(['[{'.repeat(501), ':'.repeat(10_001), '"\\']),
    ],
    ['an object of many members', objectOf(10_000)],
    ['many objects', `[${`${objectOf(6_000)},`.repeat(2)}[]]`],
    ['many values', `[${'[],'.repeat(49_999)}1]`],
  ])('takes %s', async (_, body) => {
    expect(await readJson(post(body))).toEqual(JSON.parse(body))
  })

  it.each([
    ['an object of too many members', objectOf(10_001)],
    ['too many values', `[${'[],'.repeat(50_000)}1]`],
  ])('refuses %s', async (_, body) => {
    await expect(readJson(post(body))).rejects.toMatchObject({ code: 'too_many_values' })
  })

  it('takes an escaped backslash before u0000 for what it is', async () => {
    expect(await readJson(post(String.raw`"\\u0000"`))).toBe(String.raw`\u0000`)
  })

  it('reads as much as is allowed, and no more', async () => {
    const longest = `"${'x'.repeat(mostBodyBytes - 2)}"`
    expect(await readJson(post(longest))).toHaveLength(mostBodyBytes - 2)
    for (const body of [`${longest} `, inPieces(`${longest} `)]) {
      await expect(readJson(post(body))).rejects.toMatchObject({ code: 'body_too_large' })
    }
  })
})
