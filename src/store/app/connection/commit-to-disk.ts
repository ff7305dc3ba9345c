import type pg from 'pg'

/**
 * A commit of this session is on the disk when it is acknowledged, also where the server, the database or the role says
 * `synchronous_commit = off`: there a crash takes back what was acknowledged in the last moments, and whoever puts away a file after the
 * commit (architecture.md 2.3) would have lost it. What somebody asks of replicas stays as it is.
 */
export async function commitToDisk(client: pg.ClientBase): Promise<void> {
  await client.query(
    `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`,
  )
}
