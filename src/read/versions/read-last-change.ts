import type { ReadDatabase } from '../database.ts'
import type { Scope } from './scope.ts'

/** The number of the newest commit that changed one of these scopes; 0 when none ever did. */
export async function readLastChange(db: ReadDatabase, scopes: readonly Scope[]): Promise<number> {
  const byKind = Map.groupBy(scopes, ({ kind }) => kind)
  const row = await db
    .selectFrom('scope_version')
    .select((eb) => eb.fn.max<number | null>('changed').as('changed'))
    .where((eb) =>
      eb.or(
        [...byKind].map(([kind, some]) =>
          eb.and([
            eb('kind', '=', kind),
            eb(
              'key',
              'in',
              some.map(({ key }) => key),
            ),
          ]),
        ),
      ),
    )
    .executeTakeFirst()
  return row?.changed ?? 0
}
