import type pg from 'pg'

/** What a service still does for requests. */
export type AtWork = { inFlight: number; turns: number; statements: number }

/** Looks at the metrics of the service, and at the statements that run for it. */
export async function atWork(metrics: string, pool: pg.Pool): Promise<AtWork> {
  const text = await (await fetch(metrics)).text()
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'gm'))].reduce(
      (total, [, value]) => total + Number(value),
      0,
    )
  const { rows } = await pool.query(
    `select from pg_stat_activity where application_name = 'treeline serve' and state = 'active'`,
  )
  return {
    inFlight: sum('treeline_http_requests_in_flight'),
    turns: sum('treeline_read_turns'),
    statements: rows.length,
  }
}
