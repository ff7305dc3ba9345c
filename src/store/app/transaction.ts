import type pg from 'pg'

export type Isolation = 'read committed' | 'repeatable read'

/**
 * One transaction on a connection: commits when `work` succeeds, else rolls back.
 *
 * @throws whatever `work` or the commit throws, after the rollback
 */
export async function inTransaction<T>(
  client: pg.ClientBase,
  isolation: Isolation,
  work: () => Promise<T>,
): Promise<T> {
  await client.query(`begin isolation level ${isolation}`)
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    // on a lost connection this fails as well, and the server has rolled back by itself
    await client.query('rollback').catch(() => {})
    throw error
  }
}
