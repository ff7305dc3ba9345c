import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withCrlf } from './crlf-lines.ts'

async function converted(pieces: readonly Buffer[]): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of withCrlf(piecesOf(pieces))) parts.push(part)
  return Buffer.concat(parts).toString()
}

async function* piecesOf(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces
}

test('ends rows in CR LF and leaves values alone', async () => {
  const rows = Buffer.from('a,"b\nc ""d""\n",e\n,"",\n"\n","x"\n')
  expect(await converted([rows])).toBe('a,"b\nc ""d""\n",e\r\n,"",\r\n"\n","x"\r\n')
})

test('wherever the bytes are cut', async () => {
  const csv = fc.array(fc.constantFrom('a', '"b\n""c"', '\n', ','), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(csv, fc.nat(30), async (parts, cut) => {
      const bytes = Buffer.from(parts.join(''))
      const whole = await converted([bytes])
      expect(await converted([bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(whole)
    }),
  )
})
