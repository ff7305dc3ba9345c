import { expect, it } from 'vitest'
import { newAnswer } from './ready-answer.ts'
import { codings, unpack } from './coding.ts'

const about = { headers: [], version: null, scopes: null }
const answerOf = (body: Buffer) => newAnswer(body, about)
const large = Buffer.from('{"status":"PASS"},'.repeat(10_000))

it('has a body that is too small to pack in one form, whatever is asked for', async () => {
  const answer = answerOf(Buffer.from('{}'))
  expect(answer.isPacked).toBe(false)
  expect(await answer.form('gzip')).toEqual({ coding: 'identity', body: Buffer.from('{}') })
  expect(answer.formAtHand('zstd')?.coding).toBe('identity')
})

it('has each other form once somebody asked for it', async () => {
  const answer = answerOf(large)
  expect(answer.formAtHand('gzip')).toBeUndefined()
  const { coding, body } = await answer.form('gzip')
  expect(coding).toBe('gzip')
  expect(await unpack(body, 'gzip')).toEqual(large)
  expect(answer.formAtHand('gzip')?.body).toBe(body)
})

it('is packed once for all who ask for the same form at once', async () => {
  const answer = answerOf(large)
  const [one, other] = await Promise.all([answer.form('gzip'), answer.form('gzip')])
  expect(one).toBe(other)
  expect(answer.formAtHand('gzip')).toBe(one)
})

it('lets go of a large plain body once it is packed, and can still give it', async () => {
  const answer = answerOf(large)
  await answer.form('zstd')
  expect(answer.bytes).toBeLessThan(large.length / 10)
  expect((await answer.form('gzip')).coding).toBe('gzip')
  expect((await answer.form('identity')).body).toEqual(large)
})

it('gives a body that packing makes no smaller as it is', async () => {
  const noise = crypto.getRandomValues(Buffer.alloc(300))
  expect(await answerOf(noise).form('gzip')).toEqual({ coding: 'identity', body: noise })
})

it('keeps no more memory than its bodies take', async () => {
  const answer = answerOf(Buffer.from('{"status":"PASS"},'.repeat(50)))
  for (const coding of codings) {
    const { body } = await answer.form(coding)
    expect(body.buffer.byteLength, coding).toBe(body.length)
  }
})

it('has one tag for one body', () => {
  expect(answerOf(large).etag).toBe(answerOf(Buffer.from(large)).etag)
  expect(answerOf(large).etag).not.toBe(answerOf(Buffer.from('{}')).etag)
  expect(answerOf(large).etag).toMatch(/^W\/"[\w-]{22}"$/)
})
