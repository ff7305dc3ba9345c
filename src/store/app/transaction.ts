import type pg from 'pg'

export type Isolation = 'read committed' | 'repeatable read'

/**
 * One transaction on a connection: commits when `work` succeeds, else rolls back.
 *
 * @param settings statements for its beginning, sent in the same message
 * @throws whatever `work` or the commit throws, after the rollback
 */
export async function inTransaction<T>(
  client: pg.ClientBase,
  isolation: Isolation,
  work: () => Promise<T>,
  settings = '',
): Promise<T> {
  await client.query(`begin isolation level ${isolation}; ${settings}`)
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
