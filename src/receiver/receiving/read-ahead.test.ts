import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readAhead } from './read-ahead.ts'

async function* each(pieces: readonly Uint8Array[], ended = () => {}) {
  try {
    yield* pieces
  } finally {
    ended()
  }
}

async function all(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(chunks))
}

it('gives back every byte, at once when there are few of them', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 12 })
  const check = async (given: Uint8Array[], bytesMax: number) => {
    const bytes = Buffer.concat(given)
    const ahead = await readAhead(each(given), bytesMax)
    expect('whole' in ahead).toBe(bytes.length <= bytesMax)
    const read = 'whole' in ahead ? Buffer.from(ahead.whole) : await all(ahead.chunks)
    expect(read).toEqual(bytes)
  }
  await fc.assert(fc.asyncProperty(pieces, fc.nat(40), check))
})

it('leaves the body alone when what is too long is not read on', async () => {
  let hasEnded = false
  const source = each([Buffer.alloc(5), Buffer.alloc(5)], () => (hasEnded = true))
  const ahead = await readAhead(source, 1)
  if ('whole' in ahead) throw new Error('it is not whole')
  for await (const _ of ahead.chunks) break
  expect(hasEnded).toBe(true)
})

it('passes on what goes wrong', async () => {
  async function* failing() {
    yield Buffer.alloc(1)
    throw new Error('broken off')
  }
  await expect(readAhead(failing(), 10)).rejects.toThrow('broken off')
})
