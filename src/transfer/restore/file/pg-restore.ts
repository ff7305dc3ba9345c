import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errorCode } from '../../../platform/error-code.ts'
import { RestoreError } from '../restore-error.ts'

/** An archive of pg_dump: a file or folder by its name, or bytes that come through a pipe. */
export type Archive = { path: string; bytes?: AsyncIterable<Buffer> | undefined }

/** Definitions are asked for as well: an INSERT may leave the names of its columns to them. */
const args = ['--section=pre-data', '--section=data', '--file=-']
/** Of what pg_restore says, in characters: the rest adds nothing. */
const longestComplaint = 2_000

/**
 * The script that PostgreSQL's own pg_restore makes of an archive: only it knows the formats, which
 * change with every version. Ends it when nobody reads any more.
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
  // what it no longer wants to read, its exit status explains
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
