/** For tests: an ingester in a process that can be killed. Arguments: database URL, spool folder. */
import { openDatabase } from '../../store/app/database.ts'
import { ingestSpool } from './ingest-spool.ts'

const [url, spoolDir] = process.argv.slice(2)
if (url === undefined || spoolDir === undefined) throw new Error('usage: ingest-child.ts URL SPOOL')
await using database = openDatabase({
  url,
  applicationName: 'treeline ingest child',
  poolSize: 2,
  acquireTimeoutMs: 10_000,
  statementTimeoutMs: 0,
  onIdleError: () => {},
})
const limits = {
  worthWriting: 1,
  batchFiles: 5,
  batchRows: 1_000,
  batchBytes: 1e6,
  bytesInFlight: 2e6,
}
const { problem } = await ingestSpool({ pool: database.pool, spoolDir, limits })
process.exitCode = problem === undefined ? 0 : 3
