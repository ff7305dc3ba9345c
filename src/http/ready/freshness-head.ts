import type { DataVersion } from '../../read/versions/data-version.ts'
import type { Header } from '../answer/header.ts'
import type { Mark } from './sent-body.ts'

/** What is known of the data: the newest state, and the time up to which every commit is known. */
export type KnownUntil = Pick<DataVersion, 'current' | 'asOf'>

/**
 * The headers that identify an answer and say how fresh it is: its tag, and the time up to which it holds every commit.
 * `Age` counts from that time and not from when the body was made: a body that no commit has changed is as fresh as a
 * new one.
 *
 * @param version what was known when the answer was looked up; what is known now may include commits that it lacks
 * @param served the value of `Server-Timing`: where the answer came from
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
