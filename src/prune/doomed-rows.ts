import type pg from 'pg'
import { prunableTables, type PrunableTable, type PruneRules } from './prune-rules.ts'

/** What was found, before anything is removed. */
export type Doomed = {
  /** Rows that were stored before this moment, by the clock of the database; ISO 8601. */
  cutoff: string
  rows: Record<PrunableTable, number>
  /** Incidents that go with them. */
  incidents: number
}

/**
 * Whether a row is old enough by itself; the session's table `prune_rule` (alias `r`) says what that means.
 *
 * @param row an alias of `checkouts`, `builds` or `tests`
 */
export function agedSql(row: string): string {
  return `(${row}._timestamp < r.cutoff and (r.origins is null or ${row}.origin = any (r.origins)))`
}

const tempTables = `
  create temp table if not exists prune_rule (
    cutoff timestamptz not null,
    origins text[],
    checkouts boolean not null,
    builds boolean not null,
    tests boolean not null,
    protects boolean not null
  );
  create temp table if not exists protected_build (id text primary key);
  create temp table if not exists doomed_checkouts (n integer primary key, id text not null);
  create temp table if not exists doomed_builds (n integer primary key, id text not null);
  create temp table if not exists doomed_tests (n integer primary key, id text not null);
  truncate prune_rule, protected_build, doomed_checkouts, doomed_builds, doomed_tests`

const insertRule = `
  insert into prune_rule (cutoff, origins, checkouts, builds, tests, protects)
  values (now() - make_interval(secs => $1), $2, $3, $4, $5, $6)
  returning to_char(cutoff at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as cutoff`

/** Builds that an incident names, and those of the tests that one names. */
const findProtected = `
  insert into protected_build (id)
  select build_id from incidents, prune_rule r where r.protects and build_id is not null
  union
  select t.build_id from prune_rule r, incidents i join tests t on t.id = i.test_id where r.protects`

const findDoomed: Record<PrunableTable, string> = {
  checkouts: `
    insert into doomed_checkouts (n, id)
    select row_number() over (order by c.id), c.id
    from checkouts c cross join prune_rule r
    where r.checkouts and ${agedSql('c')} and not exists (
      select from builds b join protected_build p on p.id = b.id where b.checkout_id = c.id
    )`,
  builds: `
    insert into doomed_builds (n, id)
    select row_number() over (order by b.checkout_id, b.id), b.id
    from builds b cross join prune_rule r
    where r.builds
      and (${agedSql('b')} or exists (select from doomed_checkouts d where d.id = b.checkout_id))
      and not exists (select from protected_build p where p.id = b.id)`,
  // build by build, so that a batch touches few sums
  tests: `
    insert into doomed_tests (n, id)
    select row_number() over (order by t.build_id, t.id), t.id
    from tests t cross join prune_rule r
    where r.tests
      and (${agedSql('t')} or exists (select from doomed_builds d where d.id = t.build_id))
      and (not r.protects or not exists (select from incidents i where i.test_id = t.id))`,
}

const countIncidents = `
  select count(*)::integer as n
  from incidents i
  where exists (select from doomed_tests d where d.id = i.test_id)
    or exists (select from doomed_builds d where d.id = i.build_id)`

/**
 * Lists what is to go in temporary tables of the session, in one snapshot; nothing else is touched and nobody
 * waits. Call it in a REPEATABLE READ transaction.
 */
export async function findDoomedRows(client: pg.ClientBase, rules: PruneRules): Promise<Doomed> {
  await client.query(`set local work_mem = '128MB'; set local jit = off`)
  await client.query(tempTables)
  const isChosen = prunableTables.map((table) => rules.tables.includes(table))
  const { rows: cutoffs } = await client.query<{ cutoff: string }>(insertRule, [
    rules.olderThanMs / 1000,
    rules.origins,
    ...isChosen,
    rules.protectsIssues,
  ])
  await client.query(findProtected)
  await client.query('analyze protected_build')
  const rows = { checkouts: 0, builds: 0, tests: 0 }
  for (const table of prunableTables) {
    rows[table] = (await client.query(findDoomed[table])).rowCount ?? 0
    await client.query(`analyze doomed_${table}`)
  }
  const { rows: counts } = await client.query<{ n: number }>(countIncidents)
  return { cutoff: cutoffs[0]?.cutoff ?? '', rows, incidents: counts[0]?.n ?? 0 }
}
