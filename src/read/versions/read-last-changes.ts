import type { ReadDatabase } from '../database.ts'
import type { Scope } from './scope.ts'
import { anyOf } from '../../store/app/values/any-of.ts'

/**
 * Reads which commit changed each of these scopes last.
 *
 * @returns a function that gives the number of that commit for one of them; 0 when no commit ever changed it
 */
export async function readLastChanges(
  db: ReadDatabase,
  scopes: readonly Scope[],
): Promise<(scope: Scope) => number> {
  const byKind = Map.groupBy(scopes, ({ kind }) => kind)
  const rows = await db
    .selectFrom('scope_version')
    .select(['kind', 'key', 'changed'])
    .where((eb) =>
      eb.or(
        [...byKind].map(([kind, some]) =>
          eb.and([eb('kind', '=', kind), eb('key', '=', anyOf(some.map(({ key }) => key)))]),
        ),
      ),
    )
    .execute()
  const changed = new Map(rows.map((row) => [`${row.kind} ${row.key}`, row.changed]))
  return ({ kind, key }) => changed.get(`${kind} ${key}`) ?? 0
}
