import { sql } from 'kysely'
import { type StatusName, statusName } from '../../domain/status.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import { jsonColumn } from '../json-column.ts'

/** A test or boot as it was stored, in lists of a build and of an issue (api-misc.md 4.2, 6.5). */
export type StoredTest = {
  id: string
  status: StatusName
  duration: number | null
  path: string | null
  start_time: Timestamp | null
  environment_compatible: string[] | null
  environment_misc: unknown
  lab: string | null
}

/** What such lists read of a row `t` of `tests`, beside its id and {@link labOfTest}. */
export const storedTestColumns = [
  't.status',
  't.duration',
  't.path',
  't.start_time',
  't.environment_compatible',
  't.environment_misc',
] as const

/** The lab: a runtime that is no text is shown as its JSON (api-misc.md O25). */
export const labOfTest = sql<string | null>`t.misc ->> 'runtime'`.as('lab')

/** What was read, as it is shown. */
export function toStoredTest<Row extends { status: string | null; environment_misc: unknown }>(
  row: Row,
): Omit<Row, 'status'> & Pick<StoredTest, 'status'> {
  const { status, environment_misc } = row
  return { ...row, status: statusName(status), environment_misc: jsonColumn(environment_misc) }
}
