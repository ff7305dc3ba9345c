import { sql } from 'kysely'
import type { ReadDatabase } from '../../database.ts'

/** The builds of one configuration that show an issue, by the newest of them. */
export type FailedConfiguration = {
  /** The build that was stored last. */
  readonly buildId: string
  readonly config: string | null
  readonly configUrl: string | null
  readonly architecture: string | null
  readonly compiler: string | null
  /** How many builds of this configuration show the issue. */
  readonly builds: number
}

/**
 * The configurations in which builds show an issue of whatever version, each once, in the order of their names
 * (notifications.md 2.3).
 */
export async function listFailedConfigurations(
  db: ReadDatabase,
  issueId: string,
): Promise<FailedConfiguration[]> {
  const { rows } = await sql<FailedConfiguration>`
    select distinct on (config, architecture, compiler)
      b.id as "buildId", b.config_name collate "C" as config, b.config_url as "configUrl",
      b.architecture collate "C" as architecture, b.compiler collate "C" as compiler,
      count(*) over (partition by b.config_name, b.architecture, b.compiler) as builds
    from (
      select distinct build_id from incidents
      where issue_id = ${issueId} and build_id is not null and test_id is null
        and present is distinct from false
    ) n
    cross join lateral (
      select id, config_name, config_url, architecture, compiler, _timestamp from builds
      where id = n.build_id offset 0
    ) b
    order by config, architecture, compiler, b._timestamp desc nulls last, b.id collate "C" desc
    `.execute(db)
  return rows
}
