import type pg from 'pg'
import { counters } from '../contribution/counters.ts'
import { plannerSettings } from '../session/planner-settings.ts'

const counterColumns = counters.map((counter) => `${counter} integer not null`).join(', ')

/**
 * What one removal takes away; each table lives for a connection and is empty at the start of every
 * transaction. They are not those of a batch (`session/temp-tables.ts`): what goes has an old state and no new one.
 */
const tempTables = `
  -- rows to remove, as the caller chose them: kind is test, build or checkout
  create temp table if not exists removed_id (
    kind text not null,
    id text not null
  ) on commit delete rows;

  create temp table if not exists gone_test (
    test_id text not null,
    build_ref integer not null,
    dim_id integer not null,
    issue_ref integer not null,
    status smallint not null,
    arrived smallint,
    start_time timestamptz
  ) on commit delete rows;

  create temp table if not exists gone_build (
    build_ref integer not null,
    build_id text not null,
    checkout_id text,
    origin text,
    status smallint not null,
    dummy boolean not null,
    arrived smallint,
    start_time timestamptz
  ) on commit delete rows;

  create temp table if not exists gone_checkout (
    checkout_id text not null
  ) on commit delete rows;

  -- incidents that name a test or build which goes; the day on which each is counted (null: on none)
  create temp table if not exists gone_incident (
    incident_id text not null,
    issue_id text not null,
    build_id text,
    test_id text,
    day smallint
  ) on commit delete rows;

  -- tests that go, summed
  create temp table if not exists gone_sum (
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

  -- builds that go, lose tests, or are named by an incident that goes, as they were
  create temp table if not exists losing_build (
    build_ref integer not null,
    checkout_id text,
    status smallint not null,
    dummy boolean not null,
    platform text,
    is_gone boolean not null,
    is_named boolean not null
  ) on commit delete rows;

  -- what these builds contribute to their checkouts no longer
  create temp table if not exists lost (
    checkout_id text not null,
    build_ref integer not null,
    status smallint not null,
    dummy boolean not null,
    is_gone boolean not null,
    kind "char" not null,
    hw_id integer,
    pl_id integer,
    ${counterColumns}
  ) on commit delete rows;

  -- facts of incidents that lead to a tree no longer
  create temp table if not exists lost_incident_fact (
    incident_id text not null,
    build_ref integer not null,
    issue_ref integer not null
  ) on commit delete rows;

  -- tests that stay and whose earliest incident goes
  create temp table if not exists other_issue (
    test_id text not null,
    build_ref integer not null,
    dim_id integer not null,
    status smallint not null,
    old_issue_ref integer not null,
    issue_ref integer not null
  ) on commit delete rows;

  -- days of labs, each with the day before it: weight -1 as they were, +1 as they are
  create temp table if not exists lab_chain (
    day smallint not null,
    lab_id integer not null,
    prev smallint not null,
    weight smallint not null
  ) on commit delete rows;

  create temp table if not exists touched_scope (
    kind text not null,
    key text not null
  ) on commit delete rows;
`

/** Creates the temp tables of removals, once per connection. Call it outside a transaction. */
export async function ensureRemovalSession(client: pg.ClientBase): Promise<void> {
  await client.query(tempTables)
}

/** Makes PostgreSQL plan for small sets until the transaction ends, as for a batch. */
export async function planForSmallSets(client: pg.ClientBase): Promise<void> {
  await client.query(plannerSettings.text)
}
