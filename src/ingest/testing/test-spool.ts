import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reason } from '../spool/reason.ts'

/** A spool of a test's own; disposing removes it. */
export type TestSpool = AsyncDisposable & {
  folder: string
  /** Puts a file there: bytes and texts as they are, anything else as JSON. */
  drop: (name: string, content: unknown, options?: { ageSeconds?: number }) => Promise<void>
  waiting: () => Promise<string[]>
  archived: () => Promise<string[]>
  /** Names in `failed/` without their reasons. */
  failed: () => Promise<string[]>
  reason: (name: string) => Promise<Reason>
}

/** Makes an empty spool in a temporary folder. */
export async function createTestSpool(): Promise<TestSpool> {
  const folder = await mkdtemp(join(tmpdir(), 'treeline-ingest-'))
  let dropped = 0
  const namesIn = async (below: string) =>
    (await readdir(join(folder, below)).catch(() => []))
      .filter((name) => name.endsWith('.json'))
      .toSorted()
  return {
    folder,
    drop: async (name, content, { ageSeconds = 3600 } = {}) => {
      const path = join(folder, name)
      const asIs = typeof content === 'string' || content instanceof Uint8Array
      await writeFile(path, asIs ? content : JSON.stringify(content))
      const modified = Date.now() / 1000 - ageSeconds + dropped++ / 1000
      await utimes(path, modified, modified)
    },
    waiting: () => namesIn(''),
    archived: () => namesIn('archive'),
    failed: async () => (await namesIn('failed')).filter((name) => !name.endsWith('.reason.json')),
    reason: async (name) =>
      JSON.parse(await readFile(join(folder, 'failed', `${name}.reason.json`), 'utf8')) as Reason,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
