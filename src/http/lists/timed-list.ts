import type { ListPage, TimeKey } from '../../read/list-page.ts'
import { ApiError } from '../errors/api-error.ts'
import { parseDateTime } from '../parameters/parse-date-time.ts'
import type { KeysetList } from './keyset-part.ts'
import type { Item, ItemKey } from './list.ts'

/** An item of a list that is ordered by time and id. */
export type TimedItem = Item & { readonly id: string; readonly start_time: string | null }

/** A list that is ordered by time and id, and read in parts. */
export function timedList<One extends TimedItem>(
  read: (page: ListPage) => Promise<readonly One[]>,
): KeysetList<One, One, TimeKey> {
  return {
    read,
    item: (one) => one,
    cursorKey: ({ start_time, id }) => [start_time, id],
    readKey: readTimeKey,
  }
}

/** A database must not stumble over what is inside of a cursor that somebody made up. */
function readTimeKey([startTime, id]: ItemKey): TimeKey {
  const isTime = startTime === null || (typeof startTime === 'string' && isInstant(startTime))
  if (!isTime || typeof id !== 'string' || id.includes('\0')) throw new ApiError('invalid_cursor')
  return { startTime, id }
}

function isInstant(text: string): boolean {
  const parsed = parseDateTime(text)
  return 'instant' in parsed && parsed.instant === text
}
