import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { verifyRollUp } from '../rollup/verify/verify.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { ingestSpool } from './testing/ingest-spool.ts'
import { documentOf, smallDocument, testOf } from './testing/small-documents.ts'
import { arrivalOf } from './spool/spool-file.ts'
import { createTestSpool, type TestSpool } from './testing/test-spool.ts'

let database: TestDatabase
let spool: TestSpool

beforeEach(async () => {
  database = await createTestDatabase()
  spool = await createTestSpool()
})

afterEach(async () => {
  await spool[Symbol.asyncDispose]()
  await database.drop()
})

const ingest = (more: Partial<Parameters<typeof ingestSpool>[0]> = {}) =>
  ingestSpool({ pool: database.pool, spoolDir: spool.folder, ...more })

async function idsOf(table: 'tests' | 'checkouts' | 'incidents'): Promise<string[]> {
  const rows = await database.db.selectFrom(table).select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Has the server end the connection that stores the first, the eighth and the seventeenth checkout; sequences outlive that. */
async function endConnectionsThatStore(): Promise<void> {
  await database.pool.query(`
    create sequence tried;
    create sequence ended;
    create function end_some() returns trigger language plpgsql as $$
      begin
        if nextval('tried') in (1, 8, 17) then
          perform nextval('ended');
          perform pg_terminate_backend(pg_backend_pid());
        end if;
        return new;
      end $$;
    create trigger end_some before insert on checkouts for each row execute function end_some()`)
}

test('no crash of the server takes back what is in the archive', async () => {
  await database.pool.query(`
    create table seen (value text);
    create function see() returns trigger language plpgsql as $$
      begin insert into seen values (current_setting('synchronous_commit')); return null; end $$;
    create trigger see after insert on checkouts execute function see()`)
  await spool.drop('a.json', smallDocument('a'))
  await ingest()
  const asked = await database.pool.query('show synchronous_commit')
  expect(asked.rows).toEqual([{ synchronous_commit: 'off' }])
  const { rows } = await database.pool.query('select distinct value from seen')
  expect(rows).toEqual([{ value: 'on' }])
})

async function drift(): Promise<unknown[]> {
  return (await verifyRollUp(database.pool, { sample: 'all', repair: false })).drift
}

test('stores the documents of a spool and archives their files', async () => {
  for (const name of ['a', 'b', 'c']) await spool.drop(`${name}.json`, smallDocument(name))
  await spool.drop('no-items.json', documentOf({}))
  const { totals, problem } = await ingest()
  expect(problem).toBeUndefined()
  expect(totals).toMatchObject({ filesStored: 4, filesRefused: 0, filesLeft: 0 })
  expect(totals.rows).toEqual({ issues: 0, checkouts: 3, builds: 3, tests: 6, incidents: 0 })
  expect(await idsOf('tests')).toEqual(['o:a:0', 'o:a:1', 'o:b:0', 'o:b:1', 'o:c:0', 'o:c:1'])
  expect(await spool.waiting()).toEqual([])
  expect(await spool.archived()).toEqual(['a.json', 'b.json', 'c.json', 'no-items.json'])
  expect(await drift()).toEqual([])
})

test('a second run of the same files changes nothing but _timestamp', async () => {
  const state = async () => {
    const tables = [
      'checkouts',
      'builds',
      'tests',
      'build_cell',
      'checkout_count',
      'checkout_hw',
    ] as const
    const rows = await Promise.all(
      tables.map((table) => database.db.selectFrom(table).selectAll().execute()),
    )
    return rows.map((list) =>
      list.map((row) => JSON.stringify({ ...row, _timestamp: null })).toSorted(),
    )
  }
  for (const name of ['a', 'b']) await spool.drop(`${name}.json`, smallDocument(name))
  await ingest()
  const before = await state()
  for (const name of ['a', 'b']) await spool.drop(`${name}.json`, smallDocument(name))
  await ingest()
  expect(await state()).toEqual(before)
  expect(await spool.archived()).toEqual(['a.1.json', 'a.json', 'b.1.json', 'b.json'])
})

test('the first value wins in the order of arrival, in one batch and in several', async () => {
  const versions = ['PASS', 'FAIL', 'SKIP'].map((status) => testOf('a', 0, { status }))
  await spool.drop('z.json', documentOf({ tests: [versions[0]] as object[] }))
  await spool.drop('a.json', documentOf({ tests: [versions[1]] as object[] }))
  await spool.drop('m.json', documentOf({ tests: [versions[2]] as object[] }))
  await ingest({ maxWorkers: 3 })
  const { status } = await database.db
    .selectFrom('tests')
    .select('status')
    .executeTakeFirstOrThrow()
  expect(status).toBe('PASS')
})

test('documents are received by the clock of the database, whatever this machine takes for the time', async () => {
  const hours = 3_600_000
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 5 * hours })
  try {
    await spool.drop('a.json', smallDocument('a'), { ageSeconds: 6 * 3_600 })
    await ingest()
  } finally {
    vi.useRealTimers()
  }
  const { rows } = await database.pool.query(
    `select now() - _timestamp < interval '1 minute' as just_now from checkouts`,
  )
  expect(rows).toEqual([{ just_now: true }])
})

test('documents are received now, or when their files say', async () => {
  const timeOf = async (id: string) => {
    const found = database.db.selectFrom('checkouts').select('_timestamp').where('id', '=', id)
    const { _timestamp } = await found.executeTakeFirstOrThrow()
    return Date.parse(_timestamp ?? '')
  }
  const started = Date.now()
  await spool.drop('a.json', smallDocument('a'), { ageSeconds: 86_400 })
  await ingest()
  expect(await timeOf('o:a')).toBeGreaterThanOrEqual(started)
  await spool.drop('b.json', smallDocument('b'), { ageSeconds: 86_400 })
  await ingest({ receivedAt: arrivalOf })
  expect(Math.abs(started - 86_400_000 - (await timeOf('o:b')))).toBeLessThan(60_000)
})

test('a row that only PostgreSQL can refuse costs its document and no other', async () => {
  await database.pool.query(`alter table tests add check (comment <> 'poison')`)
  const names = Array.from({ length: 20 }, (_, index) => `n${String(index).padStart(2, '0')}`)
  for (const name of names) await spool.drop(`${name}.json`, smallDocument(name))
  for (const name of ['n05-bad', 'n17-bad']) {
    const tests = [testOf(name, 0), testOf(name, 1, { comment: 'poison' })]
    await spool.drop(`${name}.json`, documentOf({ tests }))
  }
  const { totals, problem } = await ingest()
  expect(problem).toBeUndefined()
  expect(totals).toMatchObject({ filesStored: 20, filesRefused: 2 })
  expect(await spool.failed()).toEqual(['n05-bad.json', 'n17-bad.json'])
  expect(await spool.reason('n17-bad.json')).toMatchObject({
    code: 'not_storable',
    file: 'n17-bad.json',
    origins: ['o'],
  })
  expect(JSON.stringify(await spool.reason('n17-bad.json'))).not.toMatch(/insert|select|stack/i)
  expect(await idsOf('checkouts')).toHaveLength(20)
  expect((await idsOf('tests')).filter((id) => id.includes('bad'))).toEqual([])
  expect(await drift()).toEqual([])
})

test('a lost connection costs nothing: the batch is written again', async () => {
  for (let index = 0; index < 30; index += 1) {
    await spool.drop(`${index}.json`, smallDocument(`n${index}`, { tests: 20 }))
  }
  await endConnectionsThatStore()
  const limits = {
    worthWriting: 1,
    batchFiles: 3,
    batchRows: 100,
    batchBytes: 1e6,
    bytesInFlight: 1e6,
  }
  const { totals, problem } = await ingest({ limits })
  const { rows } = await database.pool.query('select last_value from ended')
  expect(rows).toEqual([{ last_value: 3 }])
  expect(problem).toBeUndefined()
  expect(totals).toMatchObject({ filesStored: 30, filesRefused: 0 })
  expect(await idsOf('tests')).toHaveLength(600)
  expect(await drift()).toEqual([])
})

test('leaves the files in place when the database is not the right one', async () => {
  await spool.drop('a.json', smallDocument('a'))
  await database.pool.query('alter table scope_version rename to scope_version_away')
  const broken = await ingest()
  expect(broken.problem).toMatch('the database cannot be used as it is')
  await database.pool.query('alter table scope_version_away rename to scope_version')
  expect(await spool.waiting()).toEqual(['a.json'])
  expect(await spool.failed()).toEqual([])
  expect((await ingest()).totals.filesStored).toBe(1)
})

test('gives up after a bounded number of tries when it is to end by itself', async () => {
  await spool.drop('a.json', smallDocument('a'))
  const away = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/nowhere' })
  const backoff = { attempts: 3, firstDelayMs: 1, maxDelayMs: 2 }
  const { problem } = await ingest({ pool: away, backoff })
  expect(problem).toMatch('the database stayed unavailable')
  expect(await spool.waiting()).toEqual(['a.json'])
  await away.end()
})

test('names of trees come from the trees file', async () => {
  await spool.drop('a.json', smallDocument('a'))
  const treesFile = join(spool.folder, 'trees.yaml')
  await writeFile(treesFile, 'trees: { renamed: { url: "https://example.org/linux.git" } }')
  await ingest({ treesFile })
  const rows = await database.db.selectFrom('checkouts').select('tree_name').execute()
  expect(rows).toEqual([{ tree_name: 'renamed' }])
})
