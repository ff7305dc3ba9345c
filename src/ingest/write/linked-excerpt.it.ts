import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stageRows, type SubmittedRow } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { linkKeptExcerpts } from '../excerpts/link-kept-excerpts.ts'
import { writeBatch } from './write-batch.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())

const rule = { threshold: 4, urlIfKept: (hash: string) => `https://files/${hash}` }
const file = { name: 'a', url: 'https://o/a' }
const other = { name: 'b', url: 'https://o/b' }

type Submitted = { log_excerpt?: string; output_files?: readonly unknown[] }

/** As a document is prepared whose long excerpts storage has. */
function prepared(submitted: Submitted): SubmittedRow {
  const item = { id: 't', ...submitted }
  linkKeptExcerpts([item], rule)
  return { ...item, build_id: 'b', checkout_id: 'c', origin: 'o' }
}

/** The row that is left of what came one batch after the other. */
async function stored(
  table: 'builds' | 'tests',
  batches: readonly (readonly Submitted[])[],
): Promise<{ log_excerpt: string | null; output_files: unknown }> {
  const client = await database.pool.connect()
  try {
    await client.query(`truncate ${table}`)
    for (const batch of batches)
      await writeBatch(client, stageRows({ [table]: batch.map(prepared) }))
    const { rows } = await client.query(`select log_excerpt, output_files from ${table}`)
    return rows[0]
  } finally {
    client.release()
  }
}

const long = prepared({ log_excerpt: 'long one' })['output_files'] as [object]

describe.each(['builds', 'tests'] as const)('of %s that come again', (table) => {
  test.each([
    [
      'before the excerpt',
      [{ output_files: [file] }, { log_excerpt: 'long one' }],
      [file, ...long],
    ],
    ['with it', [{}, { output_files: [file], log_excerpt: 'long one' }], [file, ...long]],
    ['after the excerpt', [{ log_excerpt: 'long one' }, { output_files: [file] }], [file, ...long]],
    [
      'after it, and it with them',
      [{ log_excerpt: 'long one' }, { output_files: [file], log_excerpt: 'long one' }],
      [file, ...long],
    ],
    [
      'after it, and another excerpt with them',
      [
        { log_excerpt: 'long one' },
        { output_files: [file], log_excerpt: 'other long' },
        { output_files: [other] },
      ],
      [file, ...long],
    ],
    [
      'after an excerpt that does not count',
      [{ log_excerpt: '' }, { log_excerpt: 'long one' }, { output_files: [file] }],
      [file],
    ],
    [
      'after an empty list of them',
      [{ output_files: [] }, { log_excerpt: 'long one' }, { output_files: [file] }],
      [file, ...long],
    ],
    [
      'twice',
      [{ output_files: [] }, { log_excerpt: 'long one' }, { log_excerpt: 'long one' }],
      long,
    ],
    [
      'and an excerpt before it',
      [{ output_files: [file], log_excerpt: '' }, { log_excerpt: 'long one' }],
      [file],
    ],
  ])('files that came %s', async (_when, rows: Submitted[], output_files) => {
    const left = { log_excerpt: '', output_files }
    expect(
      await stored(
        table,
        rows.map((row) => [row]),
      ),
    ).toEqual(left)
    expect(await stored(table, [rows])).toEqual(left)
  })
})

test('the same is left, however what came was put into batches', async () => {
  const ours = fc.record(
    {
      log_excerpt: fc.constantFrom('', 'is', 'long one', 'other long'),
      // an empty list is forgotten once there is an address: no more is known then than that
      output_files: fc.constantFrom([file], [other]),
    },
    { requiredKeys: [] },
  )
  const movedElsewhere = fc.constant({ log_excerpt: '', output_files: [file, ...long] })
  const submitted = fc.oneof({ weight: 5, arbitrary: ours }, movedElsewhere)
  const batches = fc.array(fc.array(submitted, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  })
  await fc.assert(
    fc.asyncProperty(batches, async (some) => {
      const one = await stored(
        'tests',
        some.flat().map((row) => [row]),
      )
      expect(await stored('tests', some)).toEqual(one)
      const accepted = some.flat().find(({ log_excerpt }) => log_excerpt !== undefined)?.log_excerpt
      if ((accepted ?? '').length <= rule.threshold) return
      const [link] = prepared({ log_excerpt: accepted ?? '' })['output_files'] as [object]
      expect(one).toEqual({ log_excerpt: '', output_files: expect.arrayContaining([link]) })
    }),
    { numRuns: 30 },
  )
})
