import type { TimeKey } from '../../read/list-page.ts'
import type { FindList } from '../../read/long-list/long-list.ts'
import { ApiError } from '../errors/api-error.ts'
import type { ErrorCode } from '../errors/catalogue.ts'
import { parseDateTime } from '../parameters/parse-date-time.ts'
import type { KeysetList } from './keyset-part.ts'
import type { Item, ItemKey } from './list.ts'

/** A list that is ordered by time and id, and read in parts. */
export function timedList<One extends Item>(found: {
  find: FindList<One, TimeKey>
  nothing?: ErrorCode
}): KeysetList<One, TimeKey> {
  return { ...found, cursorKey: ({ startTime, id }) => [startTime, id], readKey: readTimeKey }
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
