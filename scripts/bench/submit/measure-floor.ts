import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { spoolOf } from '../ingest/bench-files.ts'
import type { BenchServer } from '../ingest/bench-server.ts'
import type { RunMessage } from '../ingest/run-message.ts'

const program = new URL('../ingest/floor-run.ts', import.meta.url)

/** Seconds that the floor of ingest takes for the files of a folder, in a database that has `existing` already. */
export async function measureFloor(
  server: BenchServer,
  existing: object,
  folder: string,
): Promise<number> {
  await using spool = await spoolOf(folder)
  // the first of all in the order of arrival; it is one of some ten thousands
  await writeFile(join(spool.path, '0.json'), JSON.stringify(existing))
  const url = await server.createDatabase()
  try {
    const child = fork(program, [url, spool.path])
    const ended = once(child, 'exit')
    const [message] = (await once(child, 'message')) as [RunMessage]
    await ended
    return message.seconds
  } finally {
    await server.dropDatabase(url)
  }
}
