import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { smallDocument } from '../ingest/testing/small-documents.ts'
import { smallBytesMax } from './receiving/document-checker.ts'
import { startTestReceiver, type TestReceiver } from './testing/running-receiver.ts'

let receiver: TestReceiver

beforeAll(async () => {
  receiver = await startTestReceiver({ refusesAtOnce: false })
})
afterAll(() => receiver[Symbol.asyncDispose]())

const text = JSON.stringify(smallDocument('a'))

it.each([
  ['no version', '{"data":"test"}'],
  ['an unknown property', text.replace('"version"', '"_meta":{},"version"')],
  ['NUL in misc', text.replace('"o:a"', '"o:a","misc":{"a":"\\u0000"}')],
  ['more than is checked where it arrives', `{"data":"${'x'.repeat(smallBytesMax)}"}`],
])('takes what is JSON, for the ingester to refuse: %s', async (_, sent) => {
  const answer = await receiver.submit(sent)
  expect(answer.status).toBe(200)
  const { id } = (await answer.json()) as { id: string }
  expect(await readFile(join(receiver.spool.folder, `submission-${id}.json`), 'utf8')).toBe(sent)
})

it.each([
  ['', 'empty_file'],
  ['{"a":', 'not_json'],
  ['{"a":1e400}', 'number_overflow'],
])('refuses what is no JSON: %j', async (sent, code) => {
  const answer = await receiver.submit(sent)
  expect([answer.status, answer.headers.get('x-error-code')]).toEqual([400, code])
})

it('refuses origins that a token may not name, whatever else is wrong', async () => {
  await using binding = await startTestReceiver({ refusesAtOnce: false, bindsOrigins: true })
  const wrong = { version: { major: 5, minor: 3 }, tests: [{ id: 'x', origin: 'other' }] }
  const answer = await binding.submit(wrong)
  expect([answer.status, answer.headers.get('x-error-code')]).toEqual([403, 'origin_not_allowed'])
})
