import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { kcidbTables } from '../../../store/app/schema/kcidb-tables.ts'
import { type DumpFile, openDumpFile } from '../file/dump-file.ts'
import type { RestoredRows, RestoreSource } from '../restored-rows.ts'
import { csvBlocks } from './csv-blocks.ts'

/** The tables that have a CSV file in a folder; none when it is no folder, or one of pg_dump. */
export async function csvFilesIn(path: string): Promise<string[]> {
  if (path === '-') return []
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() !== true || existsSync(join(path, 'toc.dat'))) return []
  const names = new Set(await readdir(path))
  return kcidbTables.filter((table) => names.has(`${table}.csv`))
}

/** Opens a folder of `dump --csv`, which has a file per table. */
export async function openCsvFolder(
  path: string,
  tables: readonly string[],
  signal: AbortSignal | undefined,
): Promise<RestoreSource> {
  using closing = new DisposableStack()
  const files: { table: string; file: DumpFile }[] = []
  for (const table of tables) {
    const file = closing.use(await openDumpFile(join(path, `${table}.csv`), signal))
    files.push({ table, file })
  }
  const sum = (bytes: (file: DumpFile) => number) =>
    files.reduce((total, { file }) => total + bytes(file), 0)
  const opened = closing.move()
  return {
    blocks: blocksOfFiles(files),
    totalBytes: sum(({ totalBytes }) => totalBytes ?? 0),
    readBytes: () => sum(({ readBytes }) => readBytes()),
    [Symbol.dispose]: () => opened.dispose(),
  }
}

async function* blocksOfFiles(
  files: readonly { table: string; file: DumpFile }[],
): AsyncGenerator<RestoredRows> {
  for (const { table, file } of files) {
    for await (const block of csvBlocks(file.chunks, table)) {
      yield { ...block, placeOf: (row) => `${table}.csv, ${block.placeOf(row)}` }
    }
  }
}
