import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeBatch } from '../write/write-batch.ts'
import { copyText } from './storing/copy-text.ts'
import type { Row } from './storing/rows.ts'
import { documentWith, fullDocument, prepareExample } from './testing/example-documents.ts'
import { variantOf } from './testing/variants.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())

/** Stores a document as ingest does; whether it was accepted. */
async function store(document: unknown): Promise<boolean> {
  const prepared = prepareExample(document)
  if (!prepared.accepted) return false
  const { issues, checkouts, builds, tests, incidents } = prepared.rows
  const client = await database.pool.connect()
  try {
    await writeBatch(client, {
      issues: staged(issues),
      checkouts: staged(checkouts),
      builds: staged(builds),
      tests: staged(tests),
      incidents: staged(incidents),
    })
  } finally {
    client.release()
  }
  return true
}

function staged(rows: readonly Row[]) {
  return { rows: rows.length, copyText: [copyText(rows)], repeatsKeys: true }
}

async function valueOf(expression: string, id: string): Promise<unknown> {
  const statement = `select (${expression})::text as value from tests where id = $1`
  const { rows } = await database.pool.query<{ value: unknown }>(statement, [id])
  return rows[0]?.value
}

/** A text that no compression makes fit into an index entry. */
function incompressible(length: number): string {
  const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, block) =>
    createHash('sha256').update(String(block)).digest('hex'),
  )
  return `o:${blocks.join('')}`.slice(0, length)
}

it('stores whatever is accepted: no refusal is left to PostgreSQL (ingestion.md O-2)', async () => {
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      if (await store(variantOf(fullDocument(), seed))) accepted++
    }),
    { numRuns: 300 },
  )
  expect(accepted).toBeGreaterThan(50)
})

it('stores the longest texts that it accepts where there is an index', async () => {
  const id = incompressible(2000)
  const origin = incompressible(510).slice(-500)
  const long = incompressible(9000)
  const accepted = await store(
    documentWith({
      checkouts: {
        id,
        origin,
        git_commit_tags: [id, 'a'],
        git_repository_branch: long,
        git_repository_url: `https://a/${long}`,
        tree_name: long,
      },
      builds: {
        id,
        checkout_id: id,
        origin,
        config_name: long,
        compiler: long,
        misc: { lab: long },
      },
      tests: {
        id,
        build_id: id,
        origin,
        path: long.replace(':', '.'),
        environment: { compatible: [long], misc: { platform: long } },
        misc: { runtime: long },
      },
      issues: { id, origin, categories: [long.replace(':', '.')] },
      incidents: { id, origin, issue_id: id, build_id: id, test_id: id },
    }),
  )
  expect(accepted).toBe(true)
})

it.each([
  ['2025-07-18t13:09:07.1234565z', '2025-07-18 13:09:07.123456'],
  ['2025-07-18T13:09:07.25+16:00', '2025-07-17 21:09:07.25'],
  [`2025-07-18T13:09:07.${'1'.repeat(300)}+01:00`, '2025-07-18 12:09:07.111111'],
  ['0001-01-01T00:00:00Z', '0001-01-01 00:00:00'],
  ['9999-12-31T23:59:59.9999994Z', '9999-12-31 23:59:59.999999'],
])('stores the time %s to the microsecond', async (time, expected) => {
  const id = `o:${time}`
  await store(documentWith({ tests: { id, start_time: time } }))
  expect(await valueOf(`start_time at time zone 'UTC'`, id)).toBe(expected)
})

it.each(['5e-324', '1.7976931348623157e308', '1e-400', '-0', '0.1'])(
  'stores the duration %s as the double that it is',
  async (number) => {
    const id = `o:duration ${number}`
    const document = JSON.stringify(documentWith({ tests: { id, duration: 'D' } }))
    await store(document.replace('"D"', number))
    expect(Number(await valueOf('duration', id))).toBe(Number(number) + 0)
  },
)

it.each(['1e-16383', '12345678901234567890', '9'.repeat(308), '1e308', '5e-324'])(
  'stores the number %s inside misc digit for digit',
  async (number) => {
    const id = `o:misc ${number}`
    const document = JSON.stringify(documentWith({ tests: { id, misc: { n: 'N' } } }))
    await store(document.replace('"N"', number))
    expect(await valueOf(`(misc -> 'n')::numeric = ${number}::numeric`, id)).toBe('true')
  },
)

it('stores half a surrogate pair as U+FFFD in text and jsonb alike (decisions.md 2)', async () => {
  const id = 'o:surrogates'
  await store(documentWith({ tests: { id, comment: 'a\ud800', misc: { 'b\udc00': 'c\ud800' } } }))
  expect(await valueOf('comment', id)).toBe('a\ufffd')
  expect(await valueOf(`misc ->> 'b\ufffd'`, id)).toBe('c\ufffd')
})
