import { sql } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import { forOpenDatabase } from './open-database.ts'
import { PathSet } from './path-set.ts'

/** What was found for a text among the paths up to a number. */
type Found = { readonly paths: PathSet; readonly last: number }

/** Readers type few texts; of a million paths each takes 125 kB. */
const textsMax = 100

const foundOf = forOpenDatabase(() => new Map<string, Found>())

/**
 * The test paths that hold one of some texts. The text is literal: no wildcards (decisions.md 1, filters.md
 * O-F11). A test without path, or with an empty one, has none to match: facts do not tell the two apart, and
 * lists show only the former as `Unknown`.
 *
 * Paths are appended under the lock of the writers and never change (rollup.md 2), so what was found for a
 * text is remembered, and only those that came since are looked at. One that a later snapshot brought does no
 * harm: no test of an earlier one has it.
 */
export async function findPaths(db: ReadDatabase, texts: readonly string[]): Promise<PathSet> {
  const remembered = foundOf(db)
  const wanted = [...new Set(texts)].map((text) => ({
    text,
    found: remembered.get(text) ?? { paths: new PathSet(), last: -1 },
  }))
  const since = await findSince(db, wanted)
  const found = wanted.map(({ text, found: before }) => {
    const now = since.get(text)
    const both = now === undefined ? before : { paths: before.paths.with(now.ids), last: now.last }
    // what was asked for last goes last
    remembered.delete(text)
    remembered.set(text, both)
    return both
  })
  for (const text of remembered.keys()) {
    if (remembered.size <= textsMax) break
    remembered.delete(text)
  }
  return found.reduce((all, { paths }) => all.union(paths), new PathSet())
}

/** What came since for each text; nothing where no path did. */
async function findSince(
  db: ReadDatabase,
  wanted: readonly { text: string; found: Found }[],
): Promise<ReadonlyMap<string, { ids: number[]; last: number }>> {
  const { rows } = await sql<{ text: string; ids: number[]; last: number }>`
    select wanted.text, max(p.path_id) as last,
      coalesce(array_agg(p.path_id) filter (where strpos(p.path, wanted.text) > 0), '{}') as ids
    from unnest(
      ${wanted.map(({ text }) => text)}::text[], ${wanted.map(({ found }) => found.last)}::int[]
    ) as wanted (text, last)
    cross join lateral (
      select path_id, path from path where path_id > wanted.last offset 0
    ) p
    group by wanted.text`.execute(db)
  return new Map(rows.map(({ text, ...found }) => [text, found]))
}
