/**
 * The least that storing these files can cost (decisions.md 4): parse them in this process, COPY
 * the rows into unlogged stages, upsert into the five KCIDB tables; one transaction per batch of
 * the same size as ours. No validation, upgrade, roll-up, versions, nor moving of files.
 */
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyText } from '../../../src/ingest/documents/storing/copy-text.ts'
import type { JsonObject } from '../../../src/platform/json/json-object.ts'
import { rowsOf } from '../../../src/ingest/documents/storing/rows.ts'
import { pipelineLimits } from '../../../src/ingest/pipeline/pipeline-limits.ts'
import { openSpool } from '../../../src/ingest/spool/spool.ts'
import { scanned } from '../../../src/ingest/testing/scanned.ts'
import { mergeAssignmentsSql, mergeRules } from '../../../src/ingest/write/merge-rule.ts'
import { kcidbTables, type KcidbTable } from '../../../src/store/app/schema/kcidb-tables.ts'
import { join } from 'node:path'
import type { RunMessage } from './run-message.ts'

type Batch = { files: number; rows: number; bytes: number; text: Map<KcidbTable, Buffer[]> }

function emptyBatch(): Batch {
  return { files: 0, rows: 0, bytes: 0, text: new Map(kcidbTables.map((table) => [table, []])) }
}

function isFull({ files, rows, bytes }: Batch): boolean {
  const { batchFiles, batchRows, batchBytes } = pipelineLimits
  return files >= batchFiles || rows >= batchRows || bytes >= batchBytes
}

async function createStages(client: pg.Client): Promise<void> {
  for (const table of kcidbTables) {
    await client.query(
      `create unlogged table stage_${table} as select * from ${table} with no data`,
    )
    await client.query(
      `alter table stage_${table} add arrival bigint generated always as identity (cache 1000)`,
    )
  }
}

async function add(batch: Batch, path: string): Promise<void> {
  const document = JSON.parse(await readFile(path, 'utf8')) as Record<string, JsonObject[]>
  batch.files += 1
  for (const [table, text] of batch.text) {
    const rows = rowsOf(table, document[table] ?? [], new Date().toISOString())
    if (rows.length === 0) continue
    const encoded = copyText(rows)
    text.push(encoded)
    batch.rows += rows.length
    batch.bytes += encoded.length
  }
}

async function store(client: pg.Client, batch: Batch): Promise<void> {
  await client.query('begin')
  for (const [table, text] of batch.text) {
    if (text.length === 0) continue
    const columns = mergeRules[table].columns.join(', ')
    await client.query(`truncate stage_${table}`)
    const copy = client.query(copyFrom(`copy stage_${table} (${columns}) from stdin`))
    await pipeline(Readable.from(text), copy)
    await client.query({ name: `upsert_${table}`, text: upsertSql(table) })
  }
  await client.query('commit')
}

/** Of repeated keys the first row is taken, which is cheaper than to merge them. */
function upsertSql(table: KcidbTable): string {
  const { columns, key } = mergeRules[table]
  const list = columns.join(', ')
  return `insert into ${table} as stored (${list})
    select distinct on (${key.join(', ')}) ${list} from stage_${table} order by ${key.join(', ')}, arrival
    on conflict (${key.join(', ')}) do update set ${mergeAssignmentsSql(table, 'stored')}`
}

const [url, folder] = process.argv.slice(2)
if (url === undefined || folder === undefined) throw new Error('usage: floor-run.ts URL SPOOL')
const client = new pg.Client({ connectionString: url })
await client.connect()
await createStages(client)
const started = performance.now()
const spool = await openSpool(folder)
let batch = emptyBatch()
for (const { name } of (await scanned(spool)).files) {
  await add(batch, join(spool.root, name))
  if (!isFull(batch)) continue
  await store(client, batch)
  batch = emptyBatch()
}
await store(client, batch)
const seconds = (performance.now() - started) / 1000
await client.end()
process.send?.({ seconds, peakBytes: process.resourceUsage().maxRSS * 1024 } satisfies RunMessage)
