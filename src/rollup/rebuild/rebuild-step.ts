/** One statement of a rebuild, named for people who watch it. */
export type RebuildStep = {
  name: string
  sql: string
  /** What the rows that the statement counts are; absent when they concern nobody. */
  effect?: { table: string; kind: 'deleted' | 'corrected' | 'added' }
}

/** A table, the columns that identify a row, and those that are compared. */
export type SyncedTable = {
  table: string
  key: readonly string[]
  values: readonly string[]
  /** Order in which new rows are stored; the key, unless readers profit from another one. */
  order?: string
}

/** Corrects the rows of a table that differ from those of `source`; equal rows stay untouched. */
export function correctStep({ table, key, values }: SyncedTable, source: string): RebuildStep {
  const list = (alias: string): string => values.map((column) => `${alias}.${column}`).join(', ')
  return {
    name: `correct ${table}`,
    effect: { table, kind: 'corrected' },
    sql: `update ${table} s set (${values.join(', ')}) = row(${list('x')})
      from ${source} x
      where ${sameKey(key)} and (${list('s')}) is distinct from (${list('x')})`,
  }
}

/** Adds the rows of `source` whose key the table lacks. */
export function addStep(
  { table, key, values, order = key.join(', ') }: SyncedTable,
  source: string,
): RebuildStep {
  const columns = [...key, ...values].join(', ')
  return {
    name: `add to ${table}`,
    effect: { table, kind: 'added' },
    sql: `insert into ${table} (${columns})
      select ${columns} from ${source} x
      where not exists (select from ${table} s where ${sameKey(key)})
      order by ${order}`,
  }
}

/** Deletes the rows whose key `source` lacks; `inScope` limits them (alias `s`, `and` in front). */
export function deleteStep(
  { table, key }: SyncedTable,
  source: string,
  inScope: string,
): RebuildStep {
  return {
    name: `delete from ${table}`,
    effect: { table, kind: 'deleted' },
    sql: `delete from ${table} s
      where not exists (select from ${source} x where ${sameKey(key)}) ${inScope}`,
  }
}

/**
 * Makes a table equal to `source` by writing only what differs, so that a rebuild of right tables
 * leaves no dead rows and no reader waits. Joins instead of ON CONFLICT: with a million facts 2.7 s
 * against 7.6 s when nothing differs, 8.4 s against 9.5 s when all are new.
 */
export function syncSteps(table: SyncedTable, source: string, inScope: string): RebuildStep[] {
  return [deleteStep(table, source, inScope), correctStep(table, source), addStep(table, source)]
}

function sameKey(key: readonly string[]): string {
  return key.map((column) => `x.${column} = s.${column}`).join(' and ')
}
