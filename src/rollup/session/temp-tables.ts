import type pg from 'pg'
import { counters } from '../contribution/counters.ts'

const counterColumns = counters.map((counter) => `${counter} integer not null`).join(', ')

/**
 * What one batch touched and how it changed it; each table lives for a connection and is empty at
 * the start of every transaction. All texts are ids or hashes and stored plain, hence without TOAST
 * tables: emptying 14 tables at commit costs 1 ms without them and 23 with (ext4). An id that does
 * not fit into a page is refused here; an index would refuse most of them anyway. No indexes
 * either, for the same reason.
 */
const tempTables = (plain: string): string => `
  -- checkouts written, with the tree they belonged to before (null: new): its scope and, whatever the
  -- origin, its key in the dictionary
  create temp table if not exists noted_checkout (
    checkout_id text ${plain} not null,
    old_tree_key text ${plain},
    old_tree_hash bytea ${plain},
    tree_hash bytea ${plain} not null
  ) on commit delete rows;

  -- issues written
  create temp table if not exists noted_issue (
    issue_id text ${plain} not null
  ) on commit delete rows;

  -- incidents written, as stored, and the day on which each is counted, and was (null: on none)
  create temp table if not exists noted_incident (
    incident_id text ${plain} not null,
    issue_id text ${plain} not null,
    issue_version integer not null,
    build_id text ${plain},
    test_id text ${plain},
    day smallint,
    old_day smallint
  ) on commit delete rows;

  -- builds touched: the row now, and what build_fact remembers of it
  create temp table if not exists build_delta (
    build_id text ${plain} not null,
    build_ref integer not null,
    checkout_id text ${plain} not null,
    status smallint not null,
    dummy boolean not null,
    arrived smallint,
    is_new boolean not null,
    is_changed boolean not null,
    old_checkout_id text ${plain},
    old_status smallint,
    old_arrived smallint,
    old_hardware_key text ${plain} not null
  ) on commit delete rows;

  -- tests touched: the row now, and what test_fact remembers (old_build_ref null: nothing). Where a
  -- number is missing, the text or hash beside it says of what
  create temp table if not exists test_delta (
    test_id text ${plain} not null,
    build_ref integer,
    build_id text ${plain},
    dim_id integer,
    dim_hash bytea ${plain},
    path_id integer,
    path_hash bytea ${plain},
    issue_ref integer not null,
    status smallint not null,
    arrived smallint,
    start_time timestamptz,
    duration double precision,
    is_changed boolean not null,
    old_build_ref integer,
    old_dim_id integer,
    old_issue_ref integer,
    old_status smallint,
    old_arrived smallint,
    old_is_timeless boolean
  ) on commit delete rows;

  -- the difference that the changed tests make, summed: how many more (n), when the new ones ran, and
  -- how many more have no time
  create temp table if not exists test_sum (
    build_ref integer not null,
    dim_id integer not null,
    issue_ref integer not null,
    status smallint not null,
    day smallint,
    n integer not null,
    tests_from timestamptz,
    tests_until timestamptz,
    timeless integer not null
  ) on commit delete rows;

  -- days on which a build has more or fewer tests of a lab, and whether it had none before
  create temp table if not exists lab_change (
    build_ref integer not null,
    lab_id integer not null,
    day smallint not null,
    n integer not null,
    is_new boolean not null
  ) on commit delete rows;

  -- days of labs, each with the day before it, that more or fewer builds have
  create temp table if not exists lab_day_change (
    day smallint not null,
    lab_id integer not null,
    prev smallint not null,
    n integer not null
  ) on commit delete rows;

  -- incidents of which builds or trees may be others than before
  create temp table if not exists touched_incident (
    incident_id text ${plain} not null
  ) on commit delete rows;

  -- the builds that they concern now
  create temp table if not exists incident_build (
    incident_id text ${plain} not null,
    build_ref integer not null,
    issue_ref integer not null
  ) on commit delete rows;

  -- in which trees they were seen: weight -1 before the change, +1 after it
  create temp table if not exists tree_change (
    issue_ref integer not null,
    tree_ref integer not null,
    weight smallint not null
  ) on commit delete rows;

  -- builds whose sums change: on these platforms (hw_key of the platform, 0 is none), or on all (null)
  create temp table if not exists touched_platforms (
    build_ref integer not null,
    pl_ids integer[] ${plain}
  ) on commit delete rows;

  -- what these builds contribute to their checkouts: weight -1 before the change, +1 after it
  create temp table if not exists contribution (
    weight smallint not null,
    checkout_id text ${plain} not null,
    build_ref integer not null,
    build_status smallint not null,
    dummy boolean not null,
    kind "char" not null,
    hw_id integer,
    pl_id integer,
    ${counterColumns}
  ) on commit delete rows;
`

const readyClients = new WeakSet<pg.ClientBase>()

/**
 * Creates the temp tables of the roll-up, once per connection: created per batch they would bloat
 * the catalogue. Call it outside a transaction. Temp tables belong to a server session, so writers
 * need a direct connection, past any transaction pooler.
 */
export async function ensureRollupSession(client: pg.ClientBase): Promise<void> {
  if (readyClients.has(client)) return
  await client.query(tempTables(await plainStorage(client)))
  readyClients.add(client)
}

/** How a column is kept out of a TOAST table; PostgreSQL 15 has no word for it at creation. */
async function plainStorage(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::integer as version`,
  )
  return (rows[0]?.version ?? 0) >= 160_000 ? 'storage plain' : ''
}
