import type pg from 'pg'

/** Builds to look at: so many at random, or all there are. */
export type VerifySample = number | 'all'

/** Whole checkouts and issues are expensive (50,000 tests, 40,000 incidents): one of them for so many builds. */
const buildsPerCheckout = 10

/** Chooses the rows whose ids stand in a `picked_` table; everything when nothing was picked. */
export type PickedSql = (
  kind: 'test_id' | 'build_id' | 'build_ref' | 'checkout_id' | 'incident_id' | 'issue_ref',
  id: string,
) => string

/**
 * Picks what a verification looks at, into temporary tables of the transaction: builds at random, the
 * tests that were counted for them, and the same share of the raw tests and builds, because a row
 * that was never counted hangs on no build. Rows of the sums that belong to nothing at all are found
 * only without a sample.
 */
export async function pickSample(client: pg.ClientBase, sample: VerifySample): Promise<PickedSql> {
  if (sample === 'all') {
    // large sets: see the rebuild
    await client.query('set local enable_nestloop = off')
    return () => ''
  }
  const share = await shareOfBuilds(client, sample)
  await client.query(`
    create temporary table picked_build on commit drop as
    select f.build_id, f.build_ref, f.checkout_id
    from (select * from build_fact order by random() limit ${sample}) f
    union
    select b.id, f.build_ref, b.checkout_id
    from builds b tablesample system (${share}) left join build_fact f on f.build_id = b.id`)
  await client.query(`
    create temporary table picked_test on commit drop as
    select t.test_id from test_fact t where t.build_ref in (select build_ref from picked_build)
    union
    select t.id from tests t tablesample system (${share})`)
  await client.query(`
    create temporary table picked_checkout on commit drop as
    (select distinct checkout_id from picked_build limit ${Math.ceil(sample / buildsPerCheckout)})
    union
    (select checkout_id from checkout_count order by random()
      limit ${Math.ceil(sample / buildsPerCheckout)})`)
  await client.query(`
    create temporary table picked_incident on commit drop as
    select f.incident_id from incident_fact f
    where f.build_ref in (select build_ref from picked_build)
    union
    select i.id from incidents i tablesample system (${share})`)
  await client.query(`
    create temporary table picked_issue on commit drop as
    select issue_ref from issue_key order by random()
    limit ${Math.ceil(sample / buildsPerCheckout)}`)
  await client.query(
    'analyze picked_build, picked_test, picked_checkout, picked_incident, picked_issue',
  )
  return (kind, id) => {
    const table = kind.replace(/_(id|ref)$/, '')
    return `and ${id} in (select p.${kind} from picked_${table} p where p.${kind} is not null)`
  }
}

/** Per cent of all builds that the sample is; a sample of pages, so it may be a bit more or less. */
async function shareOfBuilds(client: pg.ClientBase, sample: number): Promise<number> {
  const { rows } = await client.query<{ builds: number }>(
    'select count(*) as builds from build_fact',
  )
  return Math.min(100, (100 * sample) / Math.max(1, rows[0]?.builds ?? 0))
}
