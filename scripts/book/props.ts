import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { writeReferenceLedger } from '../../src/testing/rows/reference-ledger.ts'

/** Where a prop is put, and the server that was named, if one was. */
export type Place = { checkout: string; serverUrl: string | undefined }

const dump = `COPY public.issues (id, version, origin) FROM stdin;
book:1\t1\tbook
\\.
COPY public.checkouts (_timestamp, id, origin, tree_name, git_commit_hash, start_time) FROM stdin;
2026-11-01 10:00:00+00\tbook:1\tbook\tmainline\t${'c'.repeat(40)}\t2026-11-01 10:00:00+00
\\.
`

const registry = `schema_info: {version: 1.0.0}
silicon_vendors:
  ti: {id: ti, type: silicon_vendor, url: https://www.ti.com/}
platform_vendors:
  ti: {id: ti, type: platform_vendor, url: https://www.ti.com/}
processors:
  am625: {id: am625, type: soc, vendor_id: ti, url: https://www.ti.com/, architecture: arm64}
platforms:
  am625-sk:
    {id: am625-sk, type: evaluation_board, vendor_id: ti, processor_id: am625, url: ''}
`

const submission = JSON.stringify({
  version: { major: 5, minor: 3 },
  checkouts: [
    { id: 'book:2', origin: 'book', tree_name: 'mainline', git_commit_hash: 'c'.repeat(40) },
  ],
})

/** What readers of the book have already, and a machine that tries it has not: by the name that pages use. */
const makers: Readonly<Record<string, (place: Place) => void>> = {
  'dump.sql.gz': (place) => write(place, 'dump.sql.gz', gzipSync(dump)),
  'dump.sql.zst': (place) => {
    write(place, 'dump.sql', dump)
    execFileSync('zstd', ['-q', '-f', join(place.checkout, 'dump.sql')])
  },
  'kcidb.dump': ({ checkout, serverUrl = '' }) => {
    const file = join(checkout, 'kcidb.dump')
    execFileSync('pg_dump', ['--format=custom', '--table=issues', `--file=${file}`, serverUrl])
  },
  'notifications.sqlite3': ({ checkout }) => {
    const file = join(checkout, 'notifications.sqlite3')
    rmSync(file, { force: true })
    writeReferenceLedger(file, { issues: [{ issue_id: 'book:1', sent: '2026-11-01 02:30:07' }] })
  },
  'registries/': (place) => {
    write(place, 'registries/index.yaml', 'registries: [ti.yaml]\n')
    write(place, 'registries/ti.yaml', registry)
  },
  'results.json': (place) => write(place, 'results.json', submission),
  'a refused file': (place) => {
    write(place, '.data/spool/failed/a.json', submission)
    write(place, '.data/spool/failed/a.json.reason.json', '{"code":"not_storable"}')
  },
}

/** @throws Error when no prop has that name */
export function makeProp(name: string, place: Place): void {
  const make = makers[name]
  if (make === undefined) throw new Error(`nobody knows how to make ${name}`)
  make(place)
}

function write({ checkout }: Place, name: string, content: string | Uint8Array): void {
  const file = join(checkout, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
