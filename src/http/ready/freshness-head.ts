import type { DataVersion } from '../../read/versions/data-version.ts'
import type { Header } from '../answer/header.ts'
import type { Mark } from './sent-body.ts'

/** What is known of the data: which state is the newest, and until when every commit is known. */
export type KnownUntil = Pick<DataVersion, 'current' | 'asOf'>

/**
 * The headers of an answer that say which it is and how fresh: its tag, and until when every commit is in it.
 * `Age` counts from that time, not from when the body was made: a body that no commit has
 * changed is as fresh as one that is made now.
 *
 * @param version what was known when the answer was looked for, not what is known by now: it may not show the commits since
 * @param served a word for `Server-Timing`: what the answer cost
 */
export function freshnessHead(
  { etag, madeAt }: Mark,
  version: KnownUntil,
  served: string,
): Header[] {
  const asOf = version.current === null ? madeAt : version.asOf
  const age = Math.max(0, Math.floor((Date.now() - asOf.getTime()) / 1000))
  return [
    ['etag', etag],
    ['last-modified', madeAt.toUTCString()],
    ['x-data-as-of', asOf.toISOString()],
    ['age', String(age)],
    ['server-timing', served],
  ]
}
