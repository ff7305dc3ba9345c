import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { ingestSpool } from './testing/ingest-spool.ts'
import { documentOf, smallDocument, testOf } from './testing/small-documents.ts'
import { createTestSpool, type TestSpool } from './testing/test-spool.ts'

/** All of decisions.md 2 in one spool: what must be refused, and what must be stored beside it. */
let database: TestDatabase
let spool: TestSpool

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const misc = (text: string) =>
  JSON.stringify(documentOf({ tests: [testOf('bad', 0, { misc: 0 })] })).replace(
    '"misc":0',
    `"misc":${text}`,
  )
const text = JSON.stringify(smallDocument('bad'))
const utf8 = Buffer.from(text)

const buildOfVersion4 = { id: 'o:b', origin: 'o', checkout_id: 'o:c', start_time: 'never' }
const testOfVersion4 = { id: 'o:bad', origin: 'o', build_id: 'o:b', path: 'a..b' }
const badByte = Buffer.concat([utf8.subarray(0, 40), Buffer.from([0xff]), utf8.subarray(40)])
const longAgo = testOf('bad', 0, { start_time: '0001-01-01T00:00:00+01:00' })
const highIssue = { id: 'o:i', origin: 'o', version: 3_000_000_000 }

const refused: readonly [name: string, content: unknown, code: string, pointer?: string][] = [
  ['utf16', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'not_utf8'],
  ['invalid-utf8', badByte, 'not_utf8'],
  ['second-document', `${text}{}`, 'not_json'],
  ['half', text.slice(0, -10), 'not_json'],
  ['no-object', '[]', 'unknown_version'],
  ['version', { version: { major: 9, minor: 9 } }, 'unknown_version'],
  ['nul-in-misc', misc('{"a":"\\u0000"}'), 'nul_character', '/tests/0/misc/a'],
  ['overflow', misc('{"a":1e400}'), 'number_overflow'],
  ['deep', misc(`{"a":${deep(600)}}`), 'nesting_too_deep'],
  ['long-ago', documentOf({ tests: [longAgo] }), 'time_out_of_range', '/tests/0/start_time'],
  [
    'newline',
    documentOf({ tests: [testOf('bad', 0, { origin: 'o\n' })] }),
    'invalid_document',
    '/tests/0/origin',
  ],
  [
    'version-4',
    { version: { major: 4, minor: 0 }, builds: [buildOfVersion4] },
    'invalid_document',
    '/builds/0/start_time',
  ],
  [
    'upgraded',
    { version: { major: 4, minor: 5 }, tests: [testOfVersion4] },
    'invalid_after_upgrade',
    '/tests/0/path',
  ],
  [
    'issue-version',
    documentOf({ issues: [highIssue] }),
    'issue_version_too_large',
    '/issues/0/version',
  ],
  ['empty', '', 'empty_file'],
]

beforeAll(async () => {
  database = await createTestDatabase()
  spool = await createTestSpool()
  for (const [name, content] of refused) {
    await spool.drop(`${name}.json`, content)
    await spool.drop(`beside-${name}.json`, smallDocument(`beside-${name}`, { tests: 1 }))
  }
  const huge = join(spool.folder, 'huge.json')
  await writeFile(huge, '{')
  await truncate(huge, 512 * 1024 * 1024 + 1)
  await spool.drop('bom.json', `\uFEFF${JSON.stringify(smallDocument('bom'))}`)
  await spool.drop(
    'surrogate.json',
    misc('{"\\ud800":"\\udc00"}').replaceAll('o:bad:0', 'o:surrogate'),
  )
  await spool.drop(
    'digits.json',
    misc('{"n":12345678901234567890}').replaceAll('o:bad:0', 'o:digits'),
  )
  await spool.drop(
    'names.json',
    misc('{"__proto__":{"a":1},"constructor":2}').replaceAll('o:bad:0', 'o:names'),
  )
})

afterAll(async () => {
  await spool[Symbol.asyncDispose]()
  await database.drop()
})

test('refuses what cannot be stored and stores its neighbours', async () => {
  const { totals, problem } = await ingestSpool({ pool: database.pool, spoolDir: spool.folder })
  expect(problem).toBeUndefined()
  expect(totals).toMatchObject({
    filesRefused: refused.length + 1,
    filesStored: refused.length + 4,
    filesLeft: 0,
  })
  const { rows } = await database.pool.query<{ id: string }>(
    `select id from tests where id like 'o:bad%'`,
  )
  expect(rows).toEqual([])
  const beside = await database.pool.query(`select id from checkouts where id like 'o:beside-%'`)
  expect(beside.rowCount).toBe(refused.length)
})

describe('a reason lies beside each refused file', () => {
  test.each(refused)('%s', async (name, _content, code, pointer) => {
    const reason = await spool.reason(`${name}.json`)
    expect(reason).toMatchObject({ code, file: `${name}.json` })
    expect(reason.message).not.toBe('')
    expect(Date.parse(reason.refusedAt)).toBeGreaterThan(Date.now() - 600_000)
    if (pointer !== undefined) expect(reason.faults[0]?.pointer).toBe(pointer)
  })

  test('a document above 512 MiB is refused unread', async () => {
    expect(await spool.reason('huge.json')).toMatchObject({ code: 'document_too_large' })
  })
})

describe('what is odd but right is stored', () => {
  const miscOf = async (id: string) => {
    const { rows } = await database.pool.query<{ misc: string }>(
      'select misc::text as misc from tests where id = $1',
      [id],
    )
    return rows[0]?.misc
  }

  test('a byte order mark is skipped', async () => {
    expect((await database.pool.query(`select 1 from checkouts where id = 'o:bom'`)).rowCount).toBe(
      1,
    )
  })

  test('half a surrogate pair becomes U+FFFD', async () => {
    expect(await miscOf('o:surrogate')).toContain('"\uFFFD": "\uFFFD"')
  })

  test('integers keep their digits', async () => {
    expect(await miscOf('o:digits')).toContain('"n": 12345678901234567890')
  })

  test('names of JavaScript are names like any other', async () => {
    expect(JSON.parse((await miscOf('o:names')) ?? 'null')).toMatchObject(
      JSON.parse('{"__proto__":{"a":1},"constructor":2}') as object,
    )
  })
})
