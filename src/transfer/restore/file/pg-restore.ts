import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errorCode } from '../../../platform/errors/error-code.ts'
import { RestoreError } from '../restore-error.ts'

/** An archive of pg_dump: the path of a file or folder, or the bytes from a pipe. */
export type Archive = { path: string; bytes?: AsyncIterable<Buffer> | undefined }

/** With the definitions of tables: an INSERT without names of columns depends on them. */
const args = ['--section=pre-data', '--section=data', '--file=-']
/** How many characters of pg_restore's messages are shown. */
const longestComplaint = 2_000

/**
 * The SQL script that PostgreSQL's own pg_restore makes of an archive. Only pg_restore knows the formats, which
 * change with every version. It is ended when the reader stops.
 *
 * @throws RestoreError while reading: `dump_not_plain` when there is no pg_restore on the path,
 * `dump_unreadable` when it refuses the archive
 */
export async function* scriptOfArchive(
  { path, bytes }: Archive,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const ours = bytes === undefined ? [...args, '--', path] : args
  const child = spawn('pg_restore', ours, { stdio: 'pipe', signal })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  ended.catch(() => {})
  const complaint = collectText(child.stderr)
  // when it stops reading, its exit status says why
  const fed = pipeline(bytes === undefined ? [] : Readable.from(bytes), child.stdin).catch(() => {})
  try {
    yield* child.stdout
    await fed
    const status = await ended
    if (status !== 0) throw refused(path, complaint(), status)
  } catch (error) {
    throw errorCode(error) === 'ENOENT' ? withoutProgram(path) : error
  } finally {
    child.kill()
  }
}

function collectText(stream: Readable): () => string {
  let text = ''
  stream.on('data', (piece: Buffer) => {
    if (text.length < longestComplaint) text += piece.toString()
  })
  return () => text.trim().slice(0, longestComplaint)
}

function refused(path: string, complaint: string, status: number | null): RestoreError {
  const why = complaint === '' ? `it ended with status ${status}` : complaint
  return new RestoreError('dump_unreadable', `pg_restore cannot read ${path}: ${why}`)
}

function withoutProgram(path: string): RestoreError {
  return new RestoreError(
    'dump_not_plain',
    `${path} is an archive of pg_dump, which PostgreSQL's program pg_restore has to read, and that is ` +
      'not on the path: install the client programs of PostgreSQL (postgresql-client), or bring the ' +
      'output of `pg_restore --file=-` from where they are',
  )
}
