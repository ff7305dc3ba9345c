import { type DumpFile, openDumpFile } from './file/dump-file.ts'
import { archiveBlocks, isTar } from './forms/archive-blocks.ts'
import { csvBlocks, csvHeader } from './forms/csv-blocks.ts'
import { csvFilesIn, openCsvFolder } from './forms/csv-folder.ts'
import { jsonBlocks, listedRows, namedRows } from './forms/json-lines.ts'
import { isSqlite, openSqlite } from './forms/sqlite-source.ts'
import type { RestoredRows, RestoreSource } from './restored-rows.ts'
import { dumpBlocks } from './script/dump-blocks.ts'

/**
 * Opens anything that can be restored: a dump of pg_dump in any of its formats, one of `dump`, or an archive of
 * `snapshot` or the reference. The format is found by the first bytes, not by the name.
 *
 * @throws RestoreError for any other file
 */
export async function openRestoreSource(
  path: string,
  signal?: AbortSignal,
): Promise<RestoreSource> {
  const tables = await csvFilesIn(path)
  if (tables.length > 0) return openCsvFolder(path, tables, signal)
  if (await isSqlite(path)) return openSqlite(path)
  const file = await openDumpFile(path, signal)
  const { totalBytes, readBytes } = file
  return {
    blocks: blocksOf(path, file),
    totalBytes,
    readBytes,
    [Symbol.dispose]: () => file[Symbol.dispose](),
  }
}

function blocksOf(path: string, { head, chunks }: DumpFile): AsyncIterable<RestoredRows> {
  if (isTar(head)) return archiveBlocks(path, chunks)
  const text = head.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, '')
  if (/^\s*\{\s*"table"\s*:/.test(text)) return jsonBlocks(namedRows(chunks))
  if (/^\s*\{/.test(text)) return jsonBlocks(listedRows(chunks))
  return csvHeader(text) === undefined ? dumpBlocks(chunks) : csvBlocks(chunks)
}
