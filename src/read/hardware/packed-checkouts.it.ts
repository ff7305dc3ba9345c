import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database/test-database.ts'
import { packedCheckouts, unpackCheckouts } from './packed-checkouts.ts'

it('unpacks what was packed, in order, whatever hashes and names hold', async () => {
  await using database = await createTestDatabase()
  const checkouts = [
    ['2025-07-01 00:00:00.51+00', 'h', 'one'],
    ['2025-07-01 00:00:00.5+00', 'h', 'later by half a second'],
    ['2025-07-01 00:00:00+00', '', ''],
    ['2025-07-01 00:00:00+00', 'h', '7|3|'],
    ['2025-07-01 00:00:00+00', 'h', 'v\n🐧|é'],
    ['2025-07-01 00:00:00+00', 'h', null],
    ['2025-07-01 00:00:00+00', '🐧', 'v'],
    ['0001-01-01 00:00:00+00', '|', null],
  ]
  const shuffled = checkouts.toReversed()
  const { rows } = await sql<{ packed: string }>`
    select ${packedCheckouts} as packed from unnest(
      ${shuffled.map(([start]) => start)}::timestamptz[],
      ${shuffled.map(([, hash]) => hash)}::text[],
      ${shuffled.map(([, , name]) => name)}::text[]
    ) as c (start_time, git_commit_hash, git_commit_name)`.execute(database.db)
  const found = unpackCheckouts(rows[0]?.packed ?? '')
  expect(found.map(({ hash, name }) => [hash, name])).toEqual(
    checkouts.map(([, hash, name]) => [hash, name]),
  )
  expect(found.map(({ startTime }) => startTime).slice(0, 3)).toEqual([
    '2025-07-01T00:00:00.510000Z',
    '2025-07-01T00:00:00.500000Z',
    '2025-07-01T00:00:00Z',
  ])
})
