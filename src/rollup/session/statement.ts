import type pg from 'pg'

/**
 * A statement without parameters that works on session temp tables; one that PREPARE takes, with a
 * name that no other has.
 */
export type Statement = { name: string; text: string }

const preparedNames = new WeakMap<pg.ClientBase, Set<string>>()

/**
 * Runs statements one after another, in one message: about 50 run per batch, most on a handful of rows.
 * To wait for the answer of each before the next was sent took 5.5 ms of processor time here for a batch
 * of 500 tests, 4.2 so, and at every wait the processor may go to somebody else. Each statement is
 * parsed and planned once per connection.
 *
 * @returns the result of each
 * @throws the error of the first that fails; those after it do not run
 */
export async function runAll(
  client: pg.ClientBase,
  statements: readonly Statement[],
): Promise<pg.QueryResult[]> {
  if (statements.length === 0) return []
  await prepare(client, statements)
  const answer: unknown = await client.query(
    statements.map(({ name }) => `execute ${name}`).join('; '),
  )
  // the driver gives a list when there was more than one
  return (Array.isArray(answer) ? answer : [answer]) as pg.QueryResult[]
}

/** Runs a statement; gives the number of rows it wrote. */
export async function run(client: pg.ClientBase, statement: Statement): Promise<number> {
  const [result] = await runAll(client, [statement])
  return result?.rowCount ?? 0
}

async function prepare(client: pg.ClientBase, statements: readonly Statement[]): Promise<void> {
  const known = preparedNames.get(client) ?? new Set<string>()
  preparedNames.set(client, known)
  const missing = new Map(statements.map(({ name, text }) => [name, text]))
  for (const name of known) missing.delete(name)
  if (missing.size === 0) return
  await client.query(Array.from(missing, ([name, text]) => `prepare ${name} as ${text}`).join('; '))
  for (const name of missing.keys()) known.add(name)
}
