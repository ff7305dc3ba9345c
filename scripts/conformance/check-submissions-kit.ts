import { unzipSync } from 'fflate'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Tally } from '../checks/tally.ts'
import { succeeds, treeline } from '../checks/treeline-process.ts'

export type SubmissionsCheck = { data: string; workspace: string; tally: Tally }

/** Ingests the real submissions into an empty database and compares the five tables, row by row. */
export async function checkSubmissions({
  data,
  workspace,
  tally,
}: SubmissionsCheck): Promise<void> {
  const spool = join(workspace, 'spool')
  unpack(join(data, 'submissions.zip'), spool)
  const env = { DATA_DIR: join(workspace, 'submissions'), LOG_LEVEL: 'warn' }
  const ingest = ['ingest', '--spool-dir', spool, '--once']
  tally.check('submissions: ingested', treeline(ingest, env))
  const expected = join(data, 'submissions-expected.jsonl.gz')
  tally.check('submissions: tables', succeeds(['scripts/check-submissions.ts', expected], env))
  tally.check('submissions: verify', treeline(['rollup', 'verify', '--all'], env))
}

function unpack(archive: string, directory: string): void {
  mkdirSync(directory, { recursive: true })
  const files = unzipSync(readFileSync(archive), { filter: (file) => file.name.endsWith('.json') })
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(directory, basename(name)), content)
  }
}
